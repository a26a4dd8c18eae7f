import path from 'node:path';
import { readingOf } from '../dataset/fileReading.ts';
import { readingWords } from '../dataset/readingWords.ts';
import { leftOutCauses } from '../preference/pairBuilder.ts';
import type { GapMeasure, PairField, PairOptions, PairStrategy } from '../preference/pairOptions.ts';
import { leftOutWords, type PairPreview } from '../preference/pairPreview.ts';
import { unreadable } from '../run/fileErrors.ts';
import type { PairsRequest } from '../run/pairs/pairsRequest.ts';
import { pairsTo, writePairs } from '../run/pairs/writePairs.ts';
import { UserError } from '../userError.ts';
import { ExitCode } from './exitCodes.ts';
import { storedRun } from './export.ts';
import { openOutput } from './output.ts';
import { givenReading, type ReadingOptions } from './readingOptions.ts';
import { rowsOfJson } from './rowsOfJson.ts';
import { plain } from './terminal.ts';

interface PairsOptions extends ReadingOptions {
  readonly run?: string;
  readonly rewards?: string;
  readonly beta: number;
  readonly strategy: PairStrategy;
  readonly gap: GapMeasure;
  readonly minGap?: number;
  readonly maxGap?: number;
  readonly maxPerPrompt?: number;
  readonly keep: PairOptions['keep'];
  readonly seed: number;
  readonly fields?: readonly PairField[];
  readonly out?: string;
}

/** `plackett pairs FILE`: training pairs of its rankings, or without --out how many there would be. */
export async function pairsCommand(file: string, options: PairsOptions): Promise<number> {
  const { strategy, gap, minGap, maxGap, maxPerPrompt, keep, seed, fields = [], out, beta } = options;
  if (options.run !== undefined && options.rewards !== undefined)
    throw new UserError('--run and --rewards both say what the rewards are. Give one of them.', 'usage');
  const dataset = path.resolve(file);
  const found = await readingOf(dataset, givenReading(options)).catch((error) => {
    throw unreadable(dataset, error);
  });
  if (found.wrong !== undefined) throw new UserError(found.wrong, 'data');
  for (const words of readingWords(found)) process.stderr.write(`${plain(words)}\n`);
  const reading = found.reading;
  const rows =
    options.run !== undefined
      ? (await storedRun(options.run)).rows
      : options.rewards !== undefined
        ? await rowsOfJson(options.rewards, dataset, reading)
        : undefined;
  const request: PairsRequest = {
    dataset,
    reading,
    options: { strategy, gap, minGap, maxGap, maxPerPrompt, keep, seed },
    fields,
    rows,
    beta,
    target: out === undefined || out === '-' ? undefined : path.resolve(out),
  };
  const toStdout = out === '-';
  const end = toStdout ? await toStandardOutput(request) : await writePairs(request);
  (toStdout ? process.stderr : process.stdout).write(pairWords(end, gap));
  return end.pairs > 0 ? ExitCode.done : ExitCode.data;
}

async function toStandardOutput(request: PairsRequest) {
  const output = await openOutput('-');
  return pairsTo({ write: (piece) => output.write(String(piece)) }, request, {});
}

/** The summary for people: how many, of what, and why others gave none. */
function pairWords(end: PairPreview, measure: GapMeasure): string {
  const { pairs, used, examples, malformed, leftOut, gaps, lengths, lengthUnit } = end;
  const unit = { reward: ' nats', tiers: ' tiers', scores: '' }[measure];
  const lines: [string, string][] = [
    ['pairs', String(pairs)],
    ['rankings', `${used} of ${examples} used`],
  ];
  for (const cause of leftOutCauses)
    if (leftOut[cause] > 0) lines.push(['left out', `${leftOut[cause]} ${leftOutWords[cause]}`]);
  if (malformed > 0) lines.push(['left out', `${malformed} malformed records`]);
  if (gaps.length > 0) lines.push([`${measure} gap`, spread(gaps, unit)]);
  if (lengths.length > 0) lines.push(['chosen longer by', spread(lengths, ` ${lengthUnit}`)]);
  return `${lines.map(([name, value]) => `${name.padEnd(18)} ${value}`).join('\n')}\n`;
}

function spread(values: Float64Array, unit: string): string {
  const sorted = values.slice().sort();
  const at = (share: number) => Number(sorted[Math.round(share * (sorted.length - 1))].toPrecision(4));
  return `median ${at(0.5)}${unit}, 90% within ${at(0.05)} to ${at(0.95)}`;
}
