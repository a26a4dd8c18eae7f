import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Download, downloadCudaLibraries } from '../../../../extension/model/cuda/nuget.ts';
import { zip } from '../../../fixtures/zip.ts';

/** A feed as NuGet's, on this machine. */
let server: Server;
let base: string;
let storage: string;
let archive: Buffer;
let hash: string;
const slow = { promise: Promise.resolve() };

const native = 'runtimes/linux-x64/native/';
const contents: Record<string, Buffer> = {
  [`${native}libonnxruntime_providers_shared.so`]: Buffer.alloc(5000, 'shared '),
  [`${native}libonnxruntime_providers_cuda.so`]: Buffer.alloc(70_000, 'cuda '),
  [`${native}libonnxruntime_providers_tensorrt.so`]: Buffer.alloc(1000, 'not asked for '),
  'readme.txt': Buffer.from('nor this'),
};

beforeEach(async () => {
  archive = zip(contents);
  hash = createHash('sha512').update(archive).digest('base64');
  slow.promise = Promise.resolve();
  server = createServer(async ({ url }, response) => {
    const json = (value: unknown) => response.end(JSON.stringify(value));
    if (url === '/v3/index.json') {
      return json({
        resources: [
          { '@id': `${base}/flat/`, '@type': 'PackageBaseAddress/3.0.0' },
          { '@id': `${base}/registration`, '@type': 'RegistrationsBaseUrl/3.6.0' },
        ],
      });
    }
    if (url === '/registration/microsoft.ml.onnxruntime.gpu.linux/1.2.3.json') {
      return json({ catalogEntry: `${base}/catalog/1.json` });
    }
    if (url === '/catalog/1.json') return json({ packageHash: hash, packageHashAlgorithm: 'SHA512' });
    if (url?.endsWith('.1.2.3.nupkg')) {
      response.setHeader('content-length', archive.length);
      response.write(archive.subarray(0, 100));
      await slow.promise;
      return response.end(archive.subarray(100));
    }
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  storage = mkdtempSync(join(tmpdir(), 'plackett-cuda-'));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(storage, { recursive: true });
});

const download = (change: Partial<Download> = {}) =>
  downloadCudaLibraries({
    feed: `${base}/v3/index.json`,
    version: '1.2.3',
    folder: join(storage, 'libraries'),
    progress: () => {},
    signal: new AbortController().signal,
    ...change,
  });

describe('the CUDA libraries are fetched from NuGet', () => {
  it('the two that are needed, with progress, and nothing else of the archive', async () => {
    const told: number[][] = [];
    await download({ progress: (...bytes) => told.push(bytes) });
    expect(told.at(-1)).toEqual([archive.length, archive.length]);
    const folder = join(storage, 'libraries');
    expect(readdirSync(storage)).toEqual(['libraries']);
    expect(readdirSync(folder).sort()).toEqual([
      'libonnxruntime_providers_cuda.so',
      'libonnxruntime_providers_shared.so',
    ]);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).equals(contents[native + name])).toBe(true);
    }
  });

  it('never from other bytes than the catalog describes', async () => {
    hash = createHash('sha512').update('another package').digest('base64');
    await expect(download()).rejects.toThrow(/not what the feed's catalog describes/);
    expect(readdirSync(storage)).toEqual([]);
  });

  it('a cancel stops it and leaves nothing', async () => {
    const stop = new AbortController();
    slow.promise = new Promise(() => {});
    const reason = new Error('cancelled');
    await expect(download({ signal: stop.signal, progress: () => stop.abort(reason) })).rejects.toBe(reason);
    expect(readdirSync(storage)).toEqual([]);
  });

  it.each([
    ['a version that is not there', { version: '9.9.9' }, /answers 404/],
    [
      'a server that is not there',
      { feed: 'http://127.0.0.1:9/v3/index.json' },
      /127\.0\.0\.1:9 cannot be reached/,
    ],
  ])('%s is told, with the other way', async (_name, change, words) => {
    await expect(download(change)).rejects.toThrow(words);
    await expect(download(change)).rejects.toThrow(/plackett\.cudaLibraryFolder/);
  });

  it('an archive with names that lead out of it is refused', async () => {
    archive = zip({ ...contents, '../../escaped.so': Buffer.from('a path') });
    hash = createHash('sha512').update(archive).digest('base64');
    await expect(download()).rejects.toThrow(/the package cannot be read \(invalid relative path/);
    expect(readdirSync(storage)).toEqual([]);
  });

  it('an archive without the libraries is told', async () => {
    archive = zip({ 'readme.txt': Buffer.from('empty') });
    hash = createHash('sha512').update(archive).digest('base64');
    await expect(download()).rejects.toThrow(/has no libonnxruntime_providers_shared\.so/);
    expect(readdirSync(storage)).toEqual([]);
  });
});
