import type { Example } from '../dataset/example.ts';
import { lineHash } from '../dataset/lineHash.ts';
import type { RawLine } from '../dataset/lines.ts';
import type { ScoreOutcome } from '../model/contract.ts';
import { tierOfEach } from '../preference/ranking.ts';
import { Status, separateFlag, truncatedFlag } from '../preference/rows.ts';
import type { RowFacts } from './rowsBuilder.ts';

const noList: readonly number[] = [];

export function malformedRow(raw: RawLine, reason: string): RowFacts {
  const lists = { tier: noList, tokens: noList, policyLogp: noList, referenceLogp: noList };
  return { ...placeOf(raw), ...lists, status: Status.malformed, reason, flags: 0 };
}

/** An example that was not scored: nothing to learn from it, or a reason why it could not be. */
export function unscoredRow(raw: RawLine, example: Example, status: 1 | 2, reason: string): RowFacts {
  const nothing = example.completions.map(() => Number.NaN);
  const tokens = example.completions.map(() => 0);
  return {
    ...exampleOf(raw, example),
    status,
    reason,
    flags: 0,
    tokens,
    policyLogp: nothing,
    referenceLogp: nothing,
  };
}

export function scoredRow(
  raw: RawLine,
  example: Example,
  policy: ScoreOutcome,
  reference: ScoreOutcome,
): RowFacts {
  if (!policy.ok) return unscoredRow(raw, example, Status.failed, `policy: ${policy.reason}`);
  if (!reference.ok) return unscoredRow(raw, example, Status.failed, `reference: ${reference.reason}`);
  return {
    ...exampleOf(raw, example),
    status: Status.ok,
    flags:
      (policy.truncated || reference.truncated ? truncatedFlag : 0) |
      (policy.separate || reference.separate ? separateFlag : 0),
    tokens: policy.tokens.some((n) => n > 0) ? policy.tokens : reference.tokens,
    policyLogp: policy.logps,
    referenceLogp: reference.logps,
  };
}

function exampleOf(raw: RawLine, example: Example) {
  const { id, slices, tiers, completions } = example;
  const some = Object.keys(slices).length > 0 ? slices : undefined;
  return { ...placeOf(raw), id, slices: some, tier: tierOfEach(tiers, completions.length) };
}

function placeOf({ line, byteOffset, byteLength, text }: RawLine) {
  return { line, byteOffset, byteLength, hash: lineHash(text) };
}
