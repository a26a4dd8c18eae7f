import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as l10n from '@vscode/l10n';
import { open } from 'yauzl';
import { UserError } from '../../userError.ts';
import { cudaLibraries } from './libraries.ts';

/** Where onnxruntime's own install script gets its CUDA libraries from, for Linux on x64. */
export const nuget = {
  feed: 'https://api.nuget.org/v3/index.json',
  package: 'Microsoft.ML.OnnxRuntime.Gpu.Linux',
  inPackage: 'runtimes/linux-x64/native/',
};

export interface Download {
  /** Index of a NuGet v3 feed. */
  readonly feed: string;
  readonly version: string;
  /** The libraries are put here. */
  readonly folder: string;
  /** Bytes so far, of how many (0 = not known). */
  readonly progress: (bytes: number, total: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches onnxruntime's CUDA libraries from NuGet, held against the SHA-512 that the feed's catalog gives for the package.
 * UserError when the feed cannot be reached, has no such version, or gives other bytes. Throws `signal.reason` when aborted.
 */
export async function downloadCudaLibraries(download: Download): Promise<void> {
  const { signal, folder } = download;
  const archive = `${folder}.${process.pid}.nupkg`;
  await mkdir(dirname(archive), { recursive: true });
  try {
    const found = await locate(download);
    const hash = await save(found.url, archive, download);
    if (hash !== found.hash) {
      throw failed(
        l10n.t(
          "what came is not what the feed's catalog describes (SHA-512 {0}, expected {1})",
          hash,
          found.hash,
        ),
      );
    }
    const fresh = `${folder}.${process.pid}`;
    await rm(fresh, { recursive: true, force: true });
    try {
      await mkdir(fresh, { recursive: true });
      await extract(archive, fresh);
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await rm(archive, { force: true });
  }
}

/** NuGet's server API, version 3: the service index names the resources (learn.microsoft.com/nuget/api/service-index). */
async function locate({ feed, version, signal }: Download): Promise<{ url: string; hash: string }> {
  const id = nuget.package.toLowerCase();
  const index = await readJson(feed, signal);
  const resource = (type: string): string => {
    const resources: unknown[] = Array.isArray(index.resources) ? index.resources : [];
    const found = resources.find(
      (entry): entry is { '@id': string } =>
        typeof entry === 'object' &&
        entry !== null &&
        '@type' in entry &&
        String(entry['@type']).startsWith(type),
    );
    if (typeof found?.['@id'] !== 'string') throw failed(l10n.t('the feed {0} names no {1}', feed, type));
    return found['@id'].replace(/\/?$/, '/');
  };
  const leaf = await readJson(`${resource('RegistrationsBaseUrl')}${id}/${version}.json`, signal);
  const catalog = await readJson(String(leaf.catalogEntry), signal);
  const { packageHash, packageHashAlgorithm } = catalog;
  if (typeof packageHash !== 'string' || packageHashAlgorithm !== 'SHA512') {
    throw failed(l10n.t('the feed gives no SHA-512 for {0} {1}', nuget.package, version));
  }
  return {
    url: `${resource('PackageBaseAddress')}${id}/${version}/${id}.${version}.nupkg`,
    hash: packageHash,
  };
}

async function readJson(url: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const response = await request(url, signal);
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    throw failed(l10n.t('{0} gives no JSON', url));
  }
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw failed(
      l10n.t(
        '{0} cannot be reached ({1})',
        new URL(url).host,
        cause instanceof Error ? cause.message : String(cause),
      ),
    );
  }
  if (!response.ok)
    throw failed(l10n.t('{0} answers {1} {2}', url, response.status, response.statusText).trimEnd());
  return response;
}

/** Streams to a file; base64 SHA-512 of its bytes. */
async function save(url: string, file: string, { signal, progress }: Download): Promise<string> {
  const response = await request(url, signal);
  if (!response.body) throw failed(l10n.t('{0} is empty', url));
  const total = Number(response.headers.get('content-length') ?? 0);
  const hash = createHash('sha512');
  let bytes = 0;
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      progress(bytes, total);
      done(null, chunk);
    },
  });
  // The types of Node's and the web's streams differ in name only.
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, watch, createWriteStream(file), { signal });
  return hash.digest('base64');
}

/** Takes the libraries, and nothing else, out of the archive: no name of the archive becomes a path. */
function extract(archive: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    open(archive, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(failed(l10n.t('the package cannot be read ({0})', error.message)));
      const missing = new Set<string>(cudaLibraries);
      zip.on('error', (problem) =>
        reject(failed(l10n.t('the package cannot be read ({0})', problem.message))),
      );
      zip.on('end', () =>
        missing.size === 0
          ? resolve()
          : reject(failed(l10n.t('the package has no {0}', [...missing].join(', ')))),
      );
      zip.on('entry', (entry) => {
        const name = basename(entry.fileName);
        if (entry.fileName !== nuget.inPackage + name || !missing.delete(name)) return zip.readEntry();
        zip.openReadStream(entry, (problem, stream) => {
          if (problem) return reject(problem);
          pipeline(stream, createWriteStream(join(folder, name))).then(() => zip.readEntry(), reject);
        });
      });
      zip.readEntry();
    });
  });
}

function failed(reason: string): UserError {
  return new UserError(
    l10n.t(
      "The CUDA libraries cannot be fetched: {0}. Try again, or set `plackett.cudaLibraryFolder` to a folder that has them, such as onnxruntime/capi of Python's onnxruntime-gpu of the same version.",
      reason,
    ),
    'provider',
  );
}
