import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { bySuspicion, suspicion } from '../../../extension/preference/suspicion.ts';
import { evaluating } from './evaluating.ts';

const media = path.join(import.meta.dirname, '..', '..', '..', 'media');
const sample = path.join(media, 'sample');
const run = evaluating();

// One label of twenty of the sample is turned round on purpose; the models were never told which.
test('the flipped labels of the sample stand at the front of the queue', async () => {
  const { rows } = await run({
    dataset: path.join(sample, 'rankings.jsonl'),
    policy: path.join(sample, 'policy'),
    reference: path.join(sample, 'reference'),
    scoring: { ...defaultScoring, provider: 'cpu' },
  });
  const flips: readonly { readonly line: number }[] = JSON.parse(
    readFileSync(path.join(media, 'sample-maker', 'flips.json'), 'utf8'),
  );
  const flipped = new Set(flips.map(({ line }) => line));
  const values = suspicion(rows);
  const queue = [...bySuspicion(values)];
  const found = (share: number) =>
    queue.slice(0, share * rows.line.length).filter((row) => flipped.has(rows.line[row])).length;
  expect(flips).toHaveLength(20);
  // Rounding differs between processors: one may change its place with its neighbour.
  expect(found(0.05)).toBeGreaterThanOrEqual(19);
  expect(found(0.1)).toBe(20);
  const suspected = queue.filter((row) => values[row] > 0);
  expect(suspected.length).toBeGreaterThanOrEqual(20);
  expect(suspected.length).toBeLessThanOrEqual(30);
}, 120_000);
