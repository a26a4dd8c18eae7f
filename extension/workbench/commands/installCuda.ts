import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { onnxruntimeVersion } from '../../model/cuda/chooseRuntime.ts';
import { downloadCudaLibraries, nuget } from '../../model/cuda/nuget.ts';
import { installRuntime } from '../../model/cuda/runtimeFolder.ts';
import { UserError } from '../../userError.ts';
import { cudaPlace } from '../cudaRuntime.ts';
import type { Session } from '../session.ts';
import { assertTrusted } from '../trust.ts';

/** `Plackett: Install CUDA Libraries`: the only thing that Plackett ever fetches, and only when asked to. */
export async function installCuda(session: Session): Promise<void> {
  assertTrusted();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new UserError(
      vscode.l10n.t(
        'onnxruntime has CUDA libraries for Linux on x64 only; this is {0} on {1}. Use the execution provider `auto`.',
        process.platform,
        process.arch,
      ),
      'provider',
    );
  }
  const { context, engine, log } = session;
  if (session.runs.current) {
    throw new UserError(
      vscode.l10n.t('An evaluation is running. Install the CUDA libraries when it has ended.'),
      'usage',
    );
  }
  const { modules, storage } = cudaPlace(context);
  const version = await onnxruntimeVersion(modules);
  const install = vscode.l10n.t('Download and Install');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("Download onnxruntime {0}'s CUDA libraries?", version),
    {
      modal: true,
      detail: vscode.l10n.t(
        "{0} {1} from {2}, about 300 MB, kept in the extension's storage. CUDA 12 and cuDNN 9 must be installed on this machine. Where it cannot be reached, set plackett.cudaLibraryFolder to a folder that has the libraries.",
        nuget.package,
        version,
        new URL(nuget.feed).host,
      ),
    },
    install,
  );
  if (answer !== install) return;
  const libraries = path.join(storage, `cuda-libraries-${version}`);
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Plackett: CUDA libraries'),
      cancellable: true,
    },
    async (progress, cancelled) => {
      const stop = new AbortController();
      cancelled.onCancellationRequested(() => stop.abort(new vscode.CancellationError()));
      let told = 0;
      await downloadCudaLibraries({
        feed: nuget.feed,
        version,
        folder: libraries,
        signal: stop.signal,
        progress: (bytes, total) => {
          const percent = total > 0 ? Math.floor((100 * bytes) / total) : 0;
          const message =
            total > 0 ? vscode.l10n.t('{0} of {1}', megabytes(bytes), megabytes(total)) : megabytes(bytes);
          if (percent > told || told === 0) progress.report({ increment: percent - told, message });
          told = percent;
        },
      });
      progress.report({ message: vscode.l10n.t('installing') });
      // What holds the old runtime in memory ends before its files are replaced.
      await engine.dispose();
      await installRuntime(modules, libraries, storage, version);
      await rm(libraries, { recursive: true, force: true });
    },
  );
  log.info(`CUDA libraries of onnxruntime ${version} are installed in ${storage}.`);
  await vscode.commands.executeCommand('plackett.showProviders');
}

function megabytes(bytes: number): string {
  return vscode.l10n.t('{0} MB', Math.round(bytes / 1e6));
}
