import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Reading } from '../../../extension/dataset/reading.ts';
import { fuzzLines } from '../../fuzz/lines/fuzzLines.ts';
import { lineFault } from '../../fuzz/lines/lineFaults.ts';
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

// A text cannot be made of such an object: `String` of it throws.
const nothing = { toString: 1, valueOf: 1 };
test.each([
  { messages: [{ role: 'user', content: [{ type: nothing, text: 'q' }] }], chosen: 'a', rejected: 'b' },
  { chosen: [{ role: 'user', content: [{ type: nothing }] }], rejected: [] },
  { prompt: 'q', responses: ['a', 'b'], ranking: [nothing, 1] },
  {
    info: { id: 'i', post: 'q', title: nothing, subreddit: nothing },
    summaries: [{ text: 'a' }, { text: 'b' }],
    choice: 0,
  },
  {
    history: 'q',
    human_ref_A: 'a',
    human_ref_B: 'b',
    labels: 1,
    score_A: 1,
    score_B: 2,
    c_root_id_A: nothing,
  },
  {
    instruction: 'q',
    completions: [
      { response: 'a', overall_score: nothing, annotations: { honesty: { Rating: nothing } } },
      { response: 'b' },
    ],
  },
])('an object with methods that are none is no reason to stop: %j', (record) => {
  expect(lineFault(Buffer.from(JSON.stringify(record)), {})).toBeUndefined();
});

test.each(['order', 'preference'])('nor is it in a column that somebody named: %s', (kind) => {
  const columns = { prompt: 'p', completions: 'c', [kind]: 'x' };
  const line = JSON.stringify({ p: 'q', c: ['a', 'b'], x: kind === 'order' ? [nothing, 1] : nothing });
  expect(lineFault(Buffer.from(line), { columns } as Reading)).toBeUndefined();
});
