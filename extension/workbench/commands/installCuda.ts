import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { onnxruntimeVersion } from '../../model/cuda/chooseRuntime.ts';
import { downloadCudaLibraries, nuget } from '../../model/cuda/nuget.ts';
import { installRuntime } from '../../model/cuda/runtimeFolder.ts';
import { UserError } from '../../userError.ts';
import { cudaPlace } from '../cudaRuntime.ts';
import type { Session } from '../session.ts';

/** `Plackett: Install CUDA Libraries`: the only thing that Plackett ever fetches, and only when asked to. */
export async function installCuda(session: Session): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new UserError(
      `onnxruntime has CUDA libraries for Linux on x64 only; this is ${process.platform} on ${process.arch}. Use the execution provider \`auto\`.`,
      'provider',
    );
  }
  const { context, engine, log } = session;
  if (session.runs.current) {
    throw new UserError('An evaluation is running. Install the CUDA libraries when it has ended.', 'usage');
  }
  const { modules, storage } = cudaPlace(context);
  const version = await onnxruntimeVersion(modules);
  const install = 'Download and Install';
  const answer = await vscode.window.showInformationMessage(
    `Download onnxruntime ${version}'s CUDA libraries?`,
    {
      modal: true,
      detail: `${nuget.package} ${version} from ${new URL(nuget.feed).host}, about 300 MB, kept in the extension's storage. CUDA 12 and cuDNN 9 must be installed on this machine. Where it cannot be reached, set plackett.cudaLibraryFolder to a folder that has the libraries.`,
    },
    install,
  );
  if (answer !== install) return;
  const libraries = path.join(storage, `cuda-libraries-${version}`);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Plackett: CUDA libraries', cancellable: true },
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
          const size = total > 0 ? ` of ${megabytes(total)}` : '';
          if (percent > told || told === 0)
            progress.report({ increment: percent - told, message: `${megabytes(bytes)}${size}` });
          told = percent;
        },
      });
      progress.report({ message: 'installing' });
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
  return `${Math.round(bytes / 1e6)} MB`;
}
