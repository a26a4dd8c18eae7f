import { expect, it } from 'vitest';
import { derive } from '../../../extension/preference/columns.ts';
import { Status, separateFlag, truncatedFlag } from '../../../extension/preference/rows.ts';
import { findings, looked } from '../../../extension/preference/sanity.ts';
import { summarize } from '../../../extension/preference/summary.ts';

interface Given {
  readonly status?: number;
  readonly flags?: number;
  readonly reason?: string;
  /** [2] log-probabilities, the better completion first; nats. */
  readonly policy?: readonly [number, number];
  readonly reference?: readonly [number, number];
  readonly tokens?: number;
}

/** Rankings of two completions of 10 tokens, or what is given of each. */
function of(given: readonly Given[]) {
  const n = given.length;
  const pick = (key: 'policy' | 'reference') =>
    Float64Array.from(
      given.flatMap((one) => one[key] ?? (one.status ? [Number.NaN, Number.NaN] : [-20, -20])),
    );
  const rows = {
    offsets: Uint32Array.from({ length: n + 1 }, (_, i) => 2 * i),
    tier: Uint16Array.from({ length: 2 * n }, (_, i) => i % 2),
    policyLogp: pick('policy'),
    referenceLogp: pick('reference'),
    tokens: Uint32Array.from(given.flatMap(({ tokens = 10 }) => [tokens, tokens])),
    status: Uint8Array.from(given, ({ status = Status.ok }) => status),
    flags: Uint8Array.from(given, ({ flags = 0 }) => flags),
    reason: given.map(({ reason }) => reason),
  };
  const derived = derive(rows, 0.1);
  return findings(looked(rows, derived), summarize(rows, derived));
}
const many = (n: number, one: (i: number) => Given) => Array.from({ length: n }, (_, i) => one(i));
const right = (i: number): Given => ({ policy: [-5 - (i % 3), -30], reference: [-20, -20] });

it('a run in which all is as it should be has no finding', () => {
  expect(of(many(50, right))).toEqual([]);
  expect(of([])).toEqual([]);
});

it('one model twice is told, and not as chance', () => {
  expect(of(many(50, () => ({})))).toEqual([{ code: 'same-models', count: 50, of: 50 }]);
});

it('a loss at chance and one above it are told apart; of few examples nothing is said', () => {
  const coin = (i: number): Given => ({ policy: i % 2 ? [-10, -20] : [-20, -10], reference: [-15, -15] });
  expect(of(many(60, coin)).map(({ code }) => code)).toEqual(['at-chance']);
  expect(of(many(8, coin))).toEqual([]);
  const wrong = (i: number): Given => ({ policy: [-40 - (i % 3), -10], reference: [-20, -20] });
  expect(of(many(60, wrong)).map(({ code }) => code)).toEqual(['below-chance']);
});

it('completions that all became less likely are counted', () => {
  const fallen = (i: number): Given => ({ policy: [-25 - (i % 3), -60], reference: [-20, -20] });
  expect(of([...many(10, right), ...many(50, fallen)])).toEqual([
    { code: 'all-fell', count: 50, of: 60, first: 10 },
  ]);
});

it('log-probabilities beyond belief are told with the first example', () => {
  const saturated = { policy: [-65_504, -30], reference: [-20, -20] } as const;
  expect(of([...many(40, right), saturated])).toContainEqual({
    code: 'saturated',
    count: 1,
    of: 41,
    first: 40,
  });
});

it('one logit at the end of float16 is seen in a long completion, too; a policy that is only bad is not told', () => {
  const long = (logp: number): Given => ({ policy: [logp, -30], reference: [-20, -20], tokens: 3000 });
  const codes = (one: Given) => of([...many(40, right), one]).map(({ code }) => code);
  expect(codes(long(-65_504 - 6000))).toContain('saturated');
  expect(codes(long(-12 * 3000))).not.toContain('saturated');
});

it('log-probabilities that came rounded are told where the rounding leaves no order', () => {
  // 64 to 128 nats: one step of bfloat16 is 1/2, of float16 1/16.
  const to = (step: number, i: number, apart: number): Given => ({
    policy: [-(100 + step * (i % 7)), -(100 + step * ((i % 7) + apart))],
    reference: [-100 - step, -100 - step],
  });
  const step = 1 / 16;
  const given = [...many(30, (i) => to(step, i, 8)), to(step, 3, 1), to(step, 3, 0)];
  expect(of(given).filter(({ code }) => code === 'rounded')).toEqual([
    { code: 'rounded', count: 2, of: 32, first: 30, reason: 'float16' },
  ]);
  // A single value that needs more bits: nothing was rounded.
  expect(of([...given, to(1 / 3, 3, 8)]).map(({ code }) => code)).not.toContain('rounded');
  const bfloat16 = of([...many(30, (i) => to(1 / 2, i, 8)), to(1 / 2, 3, 1)]);
  expect(bfloat16).toContainEqual({ code: 'rounded', count: 1, of: 31, first: 30, reason: 'bfloat16' });
});

it('what failed is told by its cause, numbers aside, the commonest first and the rarest together', () => {
  const failed = (reason: string): Given => ({ status: Status.failed, reason });
  const causes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => failed(`cause ${name}`));
  const found = of([
    ...many(30, right),
    failed('the prompt has 300 tokens'),
    failed('the prompt has 512 tokens'),
    ...causes,
    { status: Status.malformed, reason: 'no ranking' },
    { status: Status.noPreference, reason: 'all completions are tied' },
  ]);
  expect(found.slice(0, 2)).toEqual([
    { code: 'failed', count: 2, of: 41, first: 30, reason: 'the prompt has 300 tokens' },
    { code: 'failed', count: 1, of: 41, first: 32, reason: 'cause a' },
  ]);
  expect(found).toContainEqual({ code: 'failed', count: 3, of: 41, first: 36, otherCauses: 3 });
  expect(found).toContainEqual({ code: 'malformed', count: 1, of: 41, first: 39, reason: 'no ranking' });
  expect(found).toContainEqual({ code: 'no-preference', count: 1, of: 41, first: 40 });
});

it('truncation and borders are counted', () => {
  const found = of(
    many(30, (i) => ({ ...right(i), flags: i < 3 ? truncatedFlag : i < 7 ? separateFlag : 0 })),
  );
  expect(found).toEqual([
    { code: 'truncated', count: 3, of: 30, first: 0 },
    { code: 'separate', count: 4, of: 30, first: 3 },
  ]);
});
