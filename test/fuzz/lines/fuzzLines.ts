import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Random } from '../random.ts';
import { evaluatedFile } from './fileFaults.ts';
import { lineFault } from './lineFaults.ts';
import { makeLines, type Seeds } from './makeLines.ts';

export interface LinesTried {
  readonly lines: number;
  /** Rankings that were scored, and records that are none. */
  readonly scored: number;
  readonly malformed: number;
  /** At most a few. */
  readonly faults: readonly string[];
}

const readings = [{}, {}, {}, { chosen: { ranking: 'ranks' } }, { format: 'native' }, { format: 'pair' }];

/** One file of mutated lines: each line is checked by itself, then the file is evaluated. The same for the same seed. */
export async function fuzzLines(lines: number, seed: number, seeds: Seeds): Promise<LinesTried> {
  const random = new Random(seed);
  const made = makeLines(lines, seeds, random);
  const faults: string[] = [];
  for (const line of made) {
    const fault = lineFault(line, random.of(readings));
    if (fault && faults.length < 5)
      faults.push(`${fault}\n  ${JSON.stringify(line.toString().slice(0, 2000))}`);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-fuzz-'));
  try {
    const file = path.join(folder, 'rankings.jsonl');
    writeFileSync(file, Buffer.concat(made.flatMap((line) => [line, Buffer.of(10)])));
    // What is stored is stored by the same code as any run; every few files are enough.
    const runFolder = random.once(8) ? path.join(folder, 'run') : undefined;
    const { fault, scored, malformed } = await evaluatedFile(file, { runFolder, checked: random.once(3) });
    if (fault) faults.push(fault);
    return { lines, scored, malformed, faults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
