import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../../userError.ts';
import { installedRuntime, installRuntime } from './runtimeFolder.ts';

/** Where an onnxruntime with CUDA libraries may come from. */
export interface CudaPlace {
  /** The node_modules that holds the extension's own onnxruntime. */
  readonly modules: string;
  /** The extension's storage, where copies are kept. */
  readonly storage: string;
  /** The folder of CUDA libraries that the user named; undefined = only what was installed before. */
  readonly libraries: string | undefined;
}

/**
 * The onnxruntime-node for the scorer process: a copy with CUDA libraries beside it, made now where a folder of them is named
 * and was not used yet. Without `module` the extension's own is to be used; `problem` says why it is not what the user named.
 */
export async function chooseRuntime(
  place: CudaPlace | undefined,
): Promise<{ readonly module?: string; readonly problem?: string }> {
  if (!place || process.platform !== 'linux' || process.arch !== 'x64') return {};
  const { modules, storage, libraries } = place;
  try {
    const version = await onnxruntimeVersion(modules);
    const module =
      libraries === undefined
        ? await installedRuntime(storage, version)
        : await installRuntime(modules, libraries, storage, version);
    return module === undefined ? {} : { module };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problem:
        error instanceof UserError
          ? reason
          : l10n.t('The CUDA libraries cannot be put beside ONNX Runtime: {0}', reason),
    };
  }
}

/** Of the onnxruntime in a node_modules; its CUDA libraries must be of the same version. */
export async function onnxruntimeVersion(modules: string): Promise<string> {
  const file = join(modules, 'onnxruntime-node', 'package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}
