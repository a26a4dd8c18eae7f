import * as l10n from '@vscode/l10n';
import { exampleFacts } from '../dataset/across/exampleFacts.ts';
import type { Example } from '../dataset/example.ts';
import { exampleHash, lineHash } from '../dataset/lineHash.ts';
import type { RawLine } from '../dataset/lines.ts';
import { promptTurns } from '../dataset/promptTurns.ts';
import type { ScoreOutcome } from '../model/contract.ts';
import { tierOfEach } from '../preference/ranking.ts';
import { Status, separateFlag, truncatedFlag } from '../preference/rows.ts';
import type { RowFacts } from './rowsBuilder.ts';

const noList: readonly number[] = [];

/** One of the rankings of a record. */
export interface Source {
  readonly raw: RawLine;
  readonly example: Example;
  /** Its place among the record's. */
  readonly part: number;
}

export function malformedRow(raw: RawLine, reason: string): RowFacts {
  const lists = { tier: noList, tokens: noList, policyLogp: noList, referenceLogp: noList };
  return { ...placeOf(raw, 0), ...lists, status: Status.malformed, reason, flags: 0 };
}

/** An example that was not scored: nothing to learn from it, or a reason why it could not be. */
export function unscoredRow(source: Source, status: 1 | 2, reason: string): RowFacts {
  const { example } = source;
  const nothing = example.completions.map(() => Number.NaN);
  const tokens = example.completions.map(() => 0);
  return {
    ...exampleOf(source),
    status,
    reason,
    flags: 0,
    tokens,
    policyLogp: nothing,
    referenceLogp: nothing,
  };
}

export function scoredRow(source: Source, policy: ScoreOutcome, reference: ScoreOutcome): RowFacts {
  if (!policy.ok) return unscoredRow(source, Status.failed, l10n.t('policy: {0}', policy.reason));
  if (!reference.ok) return unscoredRow(source, Status.failed, l10n.t('reference: {0}', reference.reason));
  return {
    ...exampleOf(source),
    status: Status.ok,
    flags:
      (policy.truncated || reference.truncated ? truncatedFlag : 0) |
      (policy.separate || reference.separate ? separateFlag : 0),
    tokens: policy.tokens.some((n) => n > 0) ? policy.tokens : reference.tokens,
    policyLogp: policy.logps,
    referenceLogp: reference.logps,
  };
}

function exampleOf({ raw, example, part }: Source) {
  const { id, slices, tiers, prompt, completions } = example;
  const { asked, ranked } = exampleFacts(example);
  const some = Object.keys(slices).length > 0 ? slices : undefined;
  return {
    ...placeOf(raw, part),
    id,
    slices: some,
    turns: promptTurns(prompt),
    asked,
    ranked,
    tier: tierOfEach(tiers, completions.length),
  };
}

function placeOf({ line, lines, byteOffset, byteLength, text }: RawLine, part: number) {
  return { line, lines, byteOffset, byteLength, hash: exampleHash(lineHash(text), part) };
}
