import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findCudaLibraries } from './libraries.ts';

/**
 * onnxruntime finds its CUDA libraries only beside itself, and the extension's own folder is replaced by every update. So a
 * copy of it is kept in the extension's storage with the libraries beside it, and the scorer process loads that one.
 */
const completeName = 'complete.json';

/** Environment variable of the scorer process: the folder of the onnxruntime-node to load instead of the extension's own. */
export const runtimeVariable = 'PLACKETT_ONNXRUNTIME';

/** Where the copy is kept: one for each version of onnxruntime. */
export function runtimeFolder(storage: string, version: string): string {
  return join(storage, `onnxruntime-${version}-cuda`);
}

/** The module to load instead of `onnxruntime-node`, or undefined while there is no whole copy. */
export async function installedRuntime(storage: string, version: string): Promise<string | undefined> {
  const folder = runtimeFolder(storage, version);
  const complete = await stat(join(folder, completeName)).catch(() => undefined);
  return complete ? join(folder, 'node_modules', 'onnxruntime-node') : undefined;
}

/**
 * Copies onnxruntime (`modules`: the node_modules that holds it) and the CUDA libraries of `libraries` into the storage, all or
 * nothing, and returns the module to load. Does nothing where the same libraries are there already. UserError when the
 * folder has none.
 */
export async function installRuntime(
  modules: string,
  libraries: string,
  storage: string,
  version: string,
): Promise<string> {
  const paths = await findCudaLibraries(libraries);
  const source = JSON.stringify(
    await Promise.all(
      paths.map(async (path) => {
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs };
      }),
    ),
  );
  const folder = runtimeFolder(storage, version);
  const module = join(folder, 'node_modules', 'onnxruntime-node');
  const before = await readFile(join(folder, completeName), 'utf8').catch(() => undefined);
  if (before === source) return module;
  // Half a copy is never found: it gets its name at the end.
  const making = `${folder}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  try {
    const target = join(making, 'node_modules');
    await mkdir(target, { recursive: true });
    for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
      await cp(join(modules, name), join(target, name), {
        recursive: true,
        dereference: true,
        filter: needed,
      });
    }
    const beside = join(target, 'onnxruntime-node', 'bin', 'napi-v6', process.platform, process.arch);
    for (const path of paths) await cp(path, join(beside, basename(path)), { dereference: true });
    await writeFile(join(making, completeName), source);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return module;
}

/** Other platforms' binaries stay behind (up to 250 MB). */
function needed(path: string): boolean {
  const [, platform, arch] = /[\\/]bin[\\/]napi-v6[\\/]([^\\/]+)(?:[\\/]([^\\/]+))?/.exec(path) ?? [];
  if (platform === undefined) return true;
  return platform === process.platform && (arch === undefined || arch === process.arch);
}
