import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../../userError.ts';

/** What onnxruntime loads to run on CUDA, beside its own library. npm's package cannot carry them (300 MB). */
export const cudaLibraries = [
  'libonnxruntime_providers_shared.so',
  'libonnxruntime_providers_cuda.so',
] as const;

/** The paths of the CUDA libraries in a folder, or in the places below it where pip and NuGet keep them. UserError that says what is missing. */
export async function findCudaLibraries(folder: string): Promise<readonly string[]> {
  const places = [
    folder,
    join(folder, 'lib'),
    join(folder, 'onnxruntime', 'capi'),
    join(folder, 'capi'),
    join(folder, 'runtimes', 'linux-x64', 'native'),
  ];
  let missing: string[] = [];
  for (const place of places) {
    const paths = cudaLibraries.map((name) => join(place, name));
    const sizes = await Promise.all(paths.map(sizeOf));
    const absent = cudaLibraries.filter((_, i) => sizes[i] === undefined);
    if (absent.length === 0) {
      const empty = cudaLibraries.find((_, i) => sizes[i] === 0);
      if (empty) throw new UserError(l10n.t('{0} is empty. Copy it again.', join(place, empty)), 'provider');
      return paths;
    }
    if (absent.length < cudaLibraries.length || missing.length === 0) missing = absent;
  }
  throw new UserError(
    l10n.t(
      "{0} has no {1}. Choose the folder that holds onnxruntime's CUDA libraries, such as onnxruntime/capi of Python's onnxruntime-gpu.",
      folder,
      missing.join(' and no '),
    ),
    'provider',
  );
}

async function sizeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}
