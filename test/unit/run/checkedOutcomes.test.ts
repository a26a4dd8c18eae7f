import { expect, test } from 'vitest';
import { checkedOutcomes } from '../../../extension/run/checkedOutcomes.ts';

const sequence = { ids: Int32Array.of(1, 2), promptLength: 1 };
const items = [{ sequences: [sequence, sequence] }, { sequences: [sequence] }];
const right = [
  { ok: true, logps: Float64Array.of(-1, -2) },
  { ok: false, reason: 'too long' },
];

test('answers of the right shape are taken as they are', () => {
  expect(checkedOutcomes(items, right)).toEqual(right);
});

test.each([
  ['none', undefined],
  ['too few', right.slice(1)],
  ['no list', { 0: right[0], length: 2 }],
  ['a completion too few', [{ ok: true, logps: Float64Array.of(-1) }, right[1]]],
  ['not a number', [{ ok: true, logps: Float64Array.of(-1, Number.NaN) }, right[1]]],
  ['infinite', [{ ok: true, logps: Float64Array.of(-1, Number.NEGATIVE_INFINITY) }, right[1]]],
  ['no probability', [{ ok: true, logps: Float64Array.of(-1, 300) }, right[1]]],
  ['plain numbers', [{ ok: true, logps: [-1, -2] }, right[1]]],
  ['null', [null, right[1]]],
])('%s: the example fails with a reason, and the run goes on', (_, answer) => {
  const [first] = checkedOutcomes(items, answer);
  expect(first).toEqual({ ok: false, reason: expect.stringContaining('no log-probability') });
});
