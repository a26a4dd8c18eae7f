import { open, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const everyMs = 1000;
const tailBytes = 4096;

/** A file as it was when it was read to its end. */
export interface SeenFile {
  readonly bytes: number;
  readonly changedMs: number;
  /** Its last bytes. */
  readonly tail: Buffer;
}

/** As the file is now, of which `bytes` were read. Rejects as the file system does. */
export async function seen(path: string, bytes: number): Promise<SeenFile> {
  const { mtimeMs } = await stat(path);
  return { bytes, changedMs: mtimeMs, tail: await tailOf(path, bytes) };
}

/**
 * Waits until the file is otherwise than it was seen, and tells how: `grown` where what was read still stands there, `changed` where it does
 * not, `gone`. A look a second, as no watcher tells of every file system. Rejects with the signal's reason.
 */
export async function changeOf(
  path: string,
  before: SeenFile,
  signal: AbortSignal,
): Promise<'grown' | 'changed' | 'gone'> {
  for (;;) {
    await delay(everyMs, undefined, { signal, ref: false });
    const now = await stat(path).catch(() => undefined);
    if (!now) return 'gone';
    if (now.size === before.bytes && now.mtimeMs === before.changedMs) continue;
    if (now.size <= before.bytes) return 'changed';
    const tail = await tailOf(path, before.bytes).catch(() => undefined);
    return tail?.equals(before.tail) ? 'grown' : 'changed';
  }
}

/** Waits for a file that is gone to be there again. */
export async function returnOf(path: string, signal: AbortSignal): Promise<void> {
  while (!(await stat(path).catch(() => undefined))) await delay(everyMs, undefined, { signal, ref: false });
}

async function tailOf(path: string, end: number): Promise<Buffer> {
  const start = Math.max(0, end - tailBytes);
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
