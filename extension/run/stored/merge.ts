import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from './durableFile.ts';
import { encodePart } from './encodePart.ts';
import { type PartName, partName } from './partNames.ts';
import { partsFolder, readPart } from './readRun.ts';
import { entriesOf } from './rowFacts.ts';

/** A part that somebody wrote, and what it holds. */
export interface LivePart extends PartName {
  readonly rows: number;
}

/** So many neighbours become one, or so many rows; larger parts are left as they are. */
const fanIn = 16;
const largeRows = 32_768;
const mostRows = 2 * largeRows;
/** Of which none has more than this share of the rows: so no row is written anew more than a few times. */
const mostShare = 1 / 4;

/**
 * The last neighbours that are to become one, as [from, to) of `parts`; undefined when there are too few. A run of a million examples
 * is some hundred files while it goes on and fewer than 40 at its end, when any two small ones become one.
 */
export function toMerge(
  parts: readonly { readonly rows: number }[],
  atEnd = false,
): readonly [number, number] | undefined {
  let found: readonly [number, number] | undefined;
  let rows = 0;
  let most = 0;
  for (let from = parts.length - 1; from >= 0; from--) {
    const more = parts[from].rows;
    if (more >= largeRows || rows + more > mostRows) break;
    rows += more;
    most = Math.max(most, more);
    const count = parts.length - from;
    const isEnough = atEnd ? count > 1 : most <= mostShare * rows && (count >= fanIn || rows >= largeRows);
    if (isEnough) found = [from, parts.length];
  }
  return found;
}

/** One part of these neighbours, which are removed when it is there. Rejects as the file system does, and then they stay. */
export async function merge(folder: string, parts: readonly LivePart[]): Promise<LivePart> {
  const entries = [];
  for (const part of parts) {
    const columns = readPart(part, await readFile(path.join(partsFolder(folder), part.name)));
    if (!columns) throw new Error(`${part.name} is damaged`);
    for (const entry of entriesOf(columns)) entries.push(entry);
  }
  const merged = await writePart(folder, parts[0].first, parts[parts.length - 1].last, entries);
  for (const { name } of parts)
    await rm(path.join(partsFolder(folder), name), { force: true }).catch(() => {});
  return merged;
}

export async function writePart(
  folder: string,
  first: number,
  last: number,
  entries: Parameters<typeof encodePart>[0],
): Promise<LivePart> {
  const bytes = encodePart(entries);
  const name = partName(first, last, bytes);
  await writeDurably(path.join(partsFolder(folder), name), bytes);
  const sum = name.slice(-'.arrow'.length - 12, -'.arrow'.length);
  return { name, first, last, sum, rows: entries.length };
}
