import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fuzzLines } from '../../fuzz/lines/fuzzLines.ts';
import { readSeeds } from '../../fuzz/lines/seeds.ts';

// The long form is `npm run fuzz -- lines`.
test('whatever a line holds, it is checked and evaluated to its end, and the counts add up', async () => {
  const seeds = readSeeds(fileURLToPath(new URL('../../..', import.meta.url)));
  const { lines, scored, malformed, faults } = await fuzzLines(4000, 11, seeds);
  expect(faults).toEqual([]);
  expect(lines).toBe(4000);
  expect(scored).toBeGreaterThan(100);
  expect(malformed).toBeGreaterThan(1000);
}, 60_000);
