import { describe, expect, test } from 'vitest';
import type { LoadedModel, Sequence, TokenItem, TokenOutcome } from '../../../extension/model/contract.ts';
import { rememberingFailures, storedScorer, withCache } from '../../../extension/run/knownScores.ts';
import { openLogpCache } from '../../../extension/run/logpCache/openLogpCache.ts';
import type { RoleScorer } from '../../../extension/run/score.ts';

const sequence = (...ids: number[]): Sequence => ({ ids: Int32Array.from(ids), promptLength: 1 });
const item = (...sequences: Sequence[]): TokenItem => ({ sequences });
const newCache = () =>
  openLogpCache(undefined, { fingerprint: '', provider: 'cpu', onnxruntime: '' }, () => {});

/** A completion's log-prob is minus the sum of its ids; ids of 13 cannot be scored. Counts what it is asked. */
function model() {
  const asked: number[] = [];
  const scorer: RoleScorer = {
    model: { name: 'm' } as LoadedModel,
    cost: (sequences) => sequences.reduce((sum, { ids }) => sum + ids.length, 0),
    async score(items) {
      asked.push(...items.map(({ sequences }) => sequences.length));
      return items.map(({ sequences }): TokenOutcome => {
        const bad = sequences.findIndex(({ ids }) => ids.includes(13));
        if (bad >= 0) return { ok: false, reason: `completion ${bad + 1}: it is 13` };
        const logps = sequences.map(({ ids }) => -ids.reduce((sum, id) => sum + id, 0));
        return { ok: true, logps: Float64Array.from(logps) };
      });
    },
  };
  return { scorer, asked };
}

describe('withCache', () => {
  test('asks only for completions that are new, and says how many examples were not', async () => {
    const { scorer, asked } = model();
    const cache = await newCache();
    let reused = 0;
    const cached = withCache(scorer, cache, (n) => {
      reused += n;
    });
    const [one, two, three] = [
      item(sequence(1, 2), sequence(1, 3)),
      item(sequence(1, 2), sequence(1, 4)),
      item(sequence(1, 3), sequence(1, 2)),
    ];
    expect(cached.cost(one.sequences)).toBe(4);
    expect(await cached.score([one])).toEqual([{ ok: true, logps: Float64Array.of(-3, -4) }]);
    expect(cached.cost(two.sequences)).toBe(2);
    expect(await cached.score([two, three])).toEqual([
      { ok: true, logps: Float64Array.of(-3, -5) },
      { ok: true, logps: Float64Array.of(-4, -3) },
    ]);
    expect(asked).toEqual([2, 1]);
    expect(reused).toBe(1);
    // Equal tokens of which the border lies elsewhere are something else.
    expect(cached.cost([{ ids: Int32Array.of(1, 2), promptLength: 0 }])).toBe(2);
  });

  test('what fails is not kept, is asked for again, and is named by its place in the whole example', async () => {
    const { scorer, asked } = model();
    const cached = withCache(scorer, await newCache());
    await cached.score([item(sequence(1, 2))]);
    const failing = item(sequence(1, 2), sequence(1, 5), sequence(1, 13));
    for (const _ of [1, 2])
      expect(await cached.score([failing])).toEqual([{ ok: false, reason: 'completion 3: it is 13' }]);
    expect(asked).toEqual([1, 2, 2]);
  });
});

test('a model that is gone: its numbers and its reasons are still there', async () => {
  const { scorer, asked } = model();
  const cache = await newCache();
  const failures = new Map<string, string>();
  const first = rememberingFailures(withCache(scorer, cache), failures);
  const [good, bad, never] = [
    item(sequence(1, 2)),
    item(sequence(1, 2), sequence(1, 13)),
    item(sequence(7, 7)),
  ];
  await first.score([good, bad]);
  const stored = storedScorer(scorer.model, cache, failures);
  // Equal tokens in other arrays.
  const copies = [item(sequence(1, 2)), item(sequence(1, 2), sequence(1, 13)), never];
  expect(await stored.score(copies)).toMatchObject([
    { ok: true, logps: Float64Array.of(-3) },
    { ok: false, reason: 'completion 2: it is 13' },
    { ok: false },
  ]);
  expect(stored.cost(never.sequences)).toBe(0);
  expect(asked).toEqual([1, 2]);
});
