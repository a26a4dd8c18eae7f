import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { cudaLibraries } from './libraries.ts';

/**
 * Why onnxruntime at `module` (its entry file) cannot load its CUDA libraries, in words: onnxruntime itself says only that
 * it cannot. The libraries are opened as the runtime does, and the loader names the first file that it misses.
 */
export function cudaLoadFailure(module: string): string {
  const folder = join(dirname(module), '..', 'bin', 'napi-v6', process.platform, process.arch);
  for (const name of cudaLibraries) {
    const path = join(folder, name);
    if (!existsSync(path)) return l10n.t('the CUDA libraries of onnxruntime are not installed');
    try {
      process.dlopen({ exports: {} }, path);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // It is no module of Node's, so that much must fail; anything else is the loader's.
      if (!/self-register/.test(message))
        return l10n.t('the library {0} cannot be loaded ({1})', name, message.split('\n')[0]);
    }
  }
  return l10n.t('the CUDA libraries load, but CUDA does not start: the driver may be missing or too old');
}
