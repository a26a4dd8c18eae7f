import { mutated } from '../mutations.ts';
import type { Random } from '../random.ts';
import { recordLine } from '../rankedRecords.ts';
import { restructured } from './structure.ts';
import { retokenized } from './tokens.ts';

/** Records of every format as they are published, and those of the sample. */
export interface Seeds {
  /** By format; one of them is used for most lines of a file, as real files have one. */
  readonly families: readonly (readonly string[])[];
}

/** A file's lines, the first of them as they are, so that the file is taken for what it is; without line feeds. */
export function makeLines(count: number, { families }: Seeds, random: Random): Buffer[] {
  const family = random.of(families);
  const all = families.flat();
  const seed = () =>
    random.once(8) ? random.of(all) : random.once(4) ? recordLine(random).line : random.of(family);
  const lines: Buffer[] = random.list(Math.min(20, count), () =>
    Buffer.from(withLogps(random.of(family), random)),
  );
  while (lines.length < count) lines.push(oneLine(seed(), random.of(all), random));
  // A log-prob in the first record that can be scored, or nothing of the file can be evaluated.
  lines[0] = Buffer.from(scorable);
  return lines.slice(0, count);
}

export const scorable =
  '{"prompt":"q","responses":["a","b"],"ranking":[0,1],"policy_logps":[-1,-2],"reference_logps":[-1,-1.5]}';

function oneLine(seed: string, other: string, random: Random): Buffer {
  let line = random.once(6) ? seed : withLogps(seed, random);
  for (let times = random.below(3) - 1; times > 0; times--) line = restructuredLine(line, random);
  if (random.once(6)) line = retokenized(line, other, random);
  const bytes = Buffer.from(line.replaceAll('\n', ' '));
  return withoutFeeds(random.once(4) ? mutated(bytes, random) : bytes);
}

function restructuredLine(line: string, random: Random): string {
  try {
    return JSON.stringify(restructured(JSON.parse(line), random)) ?? 'null';
  } catch {
    // It is no JSON any more, or nests too deeply to be written.
    return line;
  }
}

/** Where a record has a list of completions, or two sides, log-probs beside it; sometimes wrong ones. */
function withLogps(line: string, random: Random): string {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return line;
  const list = Object.values(record).find((value) => Array.isArray(value) && value.length > 1) as unknown[];
  const count = 'chosen' in record && 'rejected' in record ? 2 : (list?.length ?? 2);
  const logp = () => random.of([-1, -12.5, -300, -0, -1e-9, -1e6, random.below(100) / -7]);
  const logps = () => random.list(random.once(30) ? random.below(5) : count, logp);
  if (random.once(10) || !('chosen' in record))
    Object.assign(record, { policy_logps: logps(), reference_logps: logps() });
  if ('chosen' in record || random.once(10))
    for (const name of ['policy_chosen', 'policy_rejected', 'ref_chosen', 'ref_rejected'])
      record[`${name}_logps`] = random.once(30) ? random.of([null, 'x', true]) : logp();
  return JSON.stringify(record);
}

function withoutFeeds(bytes: Buffer): Buffer {
  return bytes.includes(10) ? Buffer.from(bytes.map((byte) => (byte === 10 ? 32 : byte))) : bytes;
}
