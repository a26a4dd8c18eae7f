import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordBytes } from './records.ts';

export const fileEnding = '.logps';

/** 2.4 million completions, which take 80 MB in memory. */
const mostBytesOfOne = 64 * 2 ** 20;
const mostBytesOfAll = 2 ** 30;

/** Of a file that has grown too long the older half goes; a window that appends to it at this moment loses what it adds. */
export async function keepNewerHalf(name: string, mostBytes = mostBytesOfOne): Promise<void> {
  const size = await stat(name).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= mostBytes) return;
  const half = Math.floor(size / 2 / recordBytes) * recordBytes;
  await pipeline(createReadStream(name, { start: half }), createWriteStream(`${name}.new`));
  // Windows does not replace a file that another window has open; it will be shortened another time.
  await rename(`${name}.new`, name).catch(() => rm(`${name}.new`, { force: true }));
}

/** Removes the files that were opened the longest ago, until the folder is small enough. `name` stays. */
export async function dropOldest(folder: string, name: string, mostBytes = mostBytesOfAll): Promise<void> {
  const names = (await readdir(folder)).filter((other) => other.endsWith(fileEnding));
  const files = await Promise.all(
    names.map(async (other) => {
      const file = path.join(folder, other);
      const found = await stat(file).catch(() => undefined);
      return { file, size: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 };
    }),
  );
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size } of files.sort((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= mostBytes) return;
    if (file === name) continue;
    await rm(file, { force: true }).catch(() => {});
    bytes -= size;
  }
}
