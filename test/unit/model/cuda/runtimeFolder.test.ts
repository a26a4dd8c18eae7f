import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cudaLoadFailure } from '../../../../extension/model/cuda/loadFailure.ts';
import { installedRuntime, installRuntime } from '../../../../extension/model/cuda/runtimeFolder.ts';

const modules = resolve('node_modules');
let storage: string;
beforeAll(() => {
  storage = mkdtempSync(join(tmpdir(), 'plackett-runtime-'));
});
afterAll(() => rmSync(storage, { recursive: true }));

/** Not libraries: that onnxruntime tries to load them shows where it looks. */
function fakeLibraries(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of ['shared', 'cuda']) {
    writeFileSync(join(folder, `libonnxruntime_providers_${name}.so`), `not a library: ${name}`);
  }
  return folder;
}

describe('onnxruntime with CUDA libraries beside it', () => {
  it('is not there before it is made', async () => {
    expect(await installedRuntime(storage, '1.30.0')).toBeUndefined();
  });

  it('says where libraries are not installed', () => {
    if (existsSync(join(modules, 'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so')))
      return;
    expect(cudaLoadFailure(join(modules, 'onnxruntime-node/dist/index.js'))).toMatch(/not installed/);
  });

  it.each([
    ['neither library', []],
    ['one of two', ['libonnxruntime_providers_cuda.so']],
  ])('a folder with %s is refused, with what is missing', async (name, files) => {
    const folder = join(storage, `folder with ${name}`);
    mkdirSync(folder);
    for (const file of files) writeFileSync(join(folder, file), 'x');
    await expect(installRuntime(modules, folder, storage, '1.30.0')).rejects.toThrow(
      /has no .*libonnxruntime_providers_shared\.so.*onnxruntime\/capi/,
    );
  });

  it('an empty library, as of a copy that was cut off, is refused', async () => {
    const folder = fakeLibraries(join(storage, 'cut off'));
    writeFileSync(join(folder, 'libonnxruntime_providers_cuda.so'), '');
    await expect(installRuntime(modules, folder, storage, '1.30.0')).rejects.toThrow(
      /is empty\. Copy it again/,
    );
  });

  it('is a whole copy for this platform, which loads, and looks for CUDA beside itself', async () => {
    // As pip lays it out.
    const folder = join(storage, 'site-packages');
    fakeLibraries(join(folder, 'onnxruntime', 'capi'));
    const module = await installRuntime(modules, folder, storage, '1.30.0');
    expect(await installedRuntime(storage, '1.30.0')).toBe(module);
    expect(readdirSync(join(module, 'bin', 'napi-v6'))).toEqual([process.platform]);
    const script = `
      const ort = require(${JSON.stringify(module)});
      const graph = Buffer.from(process.argv[1], 'base64');
      const quiet = { logSeverityLevel: 4 };
      ort.env.logLevel = 'error';
      (async () => {
        const session = await ort.InferenceSession.create(graph, { ...quiet, executionProviders: ['cpu'] });
        const { y } = await session.run({ x: new ort.Tensor('float32', [1, 2], [2]) });
        const cuda = await ort.InferenceSession.create(graph, { ...quiet, executionProviders: ['cuda'] }).catch((error) => error.message);
        console.log(JSON.stringify({ y: [...y.data], cuda }));
      })();`;
    const { doublingGraph } = await import('../../../../extension/model/doublingGraph.ts');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['-e', script, Buffer.from(doublingGraph).toString('base64')],
      {
        encoding: 'utf8',
      },
    );
    const { y, cuda } = JSON.parse(stdout);
    expect(y).toEqual([2, 4]);
    if (process.platform === 'linux' && process.arch === 'x64') {
      expect(cuda).toMatch(/Failed to load shared library/);
      expect(cudaLoadFailure(join(module, 'dist', 'index.js'))).toMatch(
        /^the library libonnxruntime_providers_shared\.so cannot be loaded \(.*(file too short|invalid ELF header)/,
      );
      expect(stderr).toMatch(/libonnxruntime_providers_shared\.so: (file too short|invalid ELF header)/);
      expect(stderr).toContain(storage);
    }
  });

  it('is left as it is for the same libraries, and made anew for others', async () => {
    const folder = join(storage, 'site-packages');
    const module = await installRuntime(modules, folder, storage, '1.30.0');
    const mark = join(module, 'still the same');
    writeFileSync(mark, '');
    await installRuntime(modules, folder, storage, '1.30.0');
    expect(existsSync(mark)).toBe(true);
    await installRuntime(modules, fakeLibraries(join(storage, 'other')), storage, '1.30.0');
    expect(existsSync(mark)).toBe(false);
    expect(readdirSync(storage).filter((name) => name.startsWith('onnxruntime-'))).toEqual([
      'onnxruntime-1.30.0-cuda',
    ]);
  });
});
