import * as l10n from '@vscode/l10n';
import type { Tiers } from '../../preference/ranking.ts';
import type { Path } from '../example.ts';
import { isSecondFirst, type Relabelled, rawAt, replaced, swapped } from './lineEdit.ts';

/** Two-way formats in which one word or number says which side is better: [first, second], as JSON texts. */
const words: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'summarize-comparisons': [['0', '1']],
  'pku-saferlhf': [['0', '1']],
  shp: [['1', '0']],
  halos: [
    ['1', '0'],
    ['"1"', '"0"'],
    ['true', 'false'],
  ],
  alpacafarm: [
    ['1', '2'],
    ['"1"', '"2"'],
  ],
  arena: [['"model_a"', '"model_b"']],
};

/** Below zero the first is better, above it the second. */
const strengths = new Set(['helpsteer3', 'helpsteer2-preference']);

/** Two fields of numbers that change places. */
const fields: Readonly<Record<string, readonly [string, string]>> = {
  'arena-55k': ['winner_model_a', 'winner_model_b'],
  webgpt: ['score_0', 'score_1'],
};

export function saysByWord(format: string): boolean {
  return Object.hasOwn(words, format) || strengths.has(format) || Object.hasOwn(fields, format);
}

/** The other side is the better one. `at` is where the record says which; undefined for two fields. */
export function turnWord(
  text: string,
  format: string,
  tiers: Tiers,
  before: Tiers,
  at: Path | undefined,
): Relabelled {
  if (tiers.length !== 2) return { reason: l10n.t('whose ties Plackett does not write') };
  if (isSecondFirst(tiers) === isSecondFirst(before)) return [];
  if (Object.hasOwn(fields, format)) return swapped(text, [fields[format][0]], [fields[format][1]]);
  const raw = at && rawAt(text, at);
  if (raw === undefined) return { reason: l10n.t('whose preference is not where it should be') };
  if (strengths.has(format)) return replaced(text, at!, negated(raw));
  for (const [first, second] of words[format]) {
    if (raw === first) return replaced(text, at!, second);
    if (raw === second) return replaced(text, at!, first);
  }
  return {
    reason: l10n.t('whose preference is written as {0}, which Plackett only reads', raw.slice(0, 24)),
  };
}

/** `-2` and `"2"`, with their quotes. */
function negated(raw: string): string {
  return raw.replace(
    /^("?\s*)([-+]?)/,
    (_, start: string, sign: string) => start + (sign === '-' ? '' : '-'),
  );
}
