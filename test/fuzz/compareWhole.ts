import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkFile, type FileOptions } from '../../extension/dataset/checkFile.ts';
import { mutated } from './mutations.ts';
import { Random } from './random.ts';
import { recordLine } from './rankedRecords.ts';

/**
 * Makes a file of `lines` lines, a third of them broken or copies of others, and checks it line by line, by the scanner, and in threads.
 * Returns how many lines with a problem they agree on; throws at the first that they do not.
 */
export async function compareWhole(lines: number, seed: number, script: string): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-fuzz-'));
  try {
    const file = path.join(folder, 'rankings.jsonl');
    await makeFile(file, lines, new Random(seed));
    return await compare(file, [
      { scanner: false },
      {},
      { threads: { script, count: 2, leastBytes: 0, rangeBytes: 100_000 + seed } },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeFile(file: string, lines: number, random: Random): Promise<void> {
  const out = createWriteStream(file);
  const recent: Buffer[] = [];
  for (let i = 0; i < lines; i++) {
    const line = Buffer.from(recordLine(random).line);
    // The first tell what kind of file it is.
    const made = i > 30 && random.once(5) ? mutated(line, random) : line;
    recent[i % 1000] = made;
    const one = i > 30 && random.once(8) ? random.of(recent) : made;
    const end = random.once(50) ? '\r\n' : '\n';
    if (!out.write(Buffer.concat([one, Buffer.from(end)]))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

async function compare(file: string, ways: readonly FileOptions[]): Promise<number> {
  const checks = ways.map((options) => checkFile(file, options));
  const readers = checks.map((check) => check[Symbol.asyncIterator]());
  for (let troubled = 0; ; ) {
    const [first, ...others] = await Promise.all(readers.map((reader) => reader.next()));
    for (const other of others)
      if (!isDeepStrictEqual(other, first))
        throw new Error(`not the same:\n${JSON.stringify(first)}\n${JSON.stringify(other)}`);
    if (first.done) {
      for (const { totals } of checks)
        if (!isDeepStrictEqual(totals, checks[0].totals)) throw new Error('totals are not the same');
      return troubled;
    }
    if (first.value.problems.length > 0) troubled++;
  }
}
