import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSource } from '../dataset/containers/openSource.ts';
import { messageOf } from '../dataset/problems.ts';

const chunkBytes = 1 << 20;
const prefix = 'plackett-unpacked-';

/** An archive that is unpacked beside the system's other temporary files, as its records cannot be found in it otherwise. */
export interface UnpackedCopy {
  /** It grows until `done`. */
  readonly path: string;
  /** Settles when all is unpacked: why that ended early, where the archive is broken. Rejects as the file system does. */
  readonly done: Promise<string | undefined>;
  remove(): Promise<void>;
}

/** `told`: bytes so far. */
export async function unpackedCopy(
  archive: string,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<UnpackedCopy> {
  await removeLeft();
  const folder = await mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`));
  const copy = path.join(folder, 'records');
  const out = await open(copy, 'w');
  const unpack = async () => {
    const source = await openSource(archive, { signal, chunkBytes });
    try {
      const all = source.bytes(0);
      let bytes = 0;
      for await (const part of all) {
        await out.write(part);
        bytes += part.length;
        told(bytes);
      }
      return all.broken && messageOf(all.broken);
    } finally {
      await source.close();
      await out.close();
    }
  };
  const done = unpack();
  // Whoever waits for it is told.
  done.catch(() => {});
  return {
    path: copy,
    done,
    async remove() {
      await done.catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What an editor that was killed could not take away. */
async function removeLeft(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : 0;
    if (pid > 0 && !isRunning(pid))
      await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's is running, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
