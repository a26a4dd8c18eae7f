import { appendFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loss } from '../../../extension/preference/plackettLuce.ts';
import { exampleAt } from '../../../extension/run/exampleAt.ts';
import { exampleJson } from '../../../extension/run/exampleJson.ts';
import { datasetFile } from '../../fixtures/datasets.ts';
import { rowsOfFile } from './export/fixtures.ts';

const records = [
  {
    id: 'a-1',
    prompt: 'Name a prime.',
    responses: ['2', '4', '9', '7'],
    ranking: [[3, 0], 1, 2],
    source: 'maths',
  },
  { prompt: 'All alike.', responses: ['x', 'y'], ranking: [[0, 1]] },
  '{"prompt": "broken", "responses": [',
];
const model = {
  folder: '/somewhere/private/policy',
  name: 'policy',
  fingerprint: 'abc123',
  provider: 'cpu',
  path: 'cached-prompt',
} as never;

async function jsonOf(row: number, beta = 0.1, change = (_file: string) => {}) {
  const dataset = datasetFile(records);
  const rows = await rowsOfFile(dataset);
  change(dataset);
  const found = await exampleAt(dataset, rows, row, undefined);
  const json = exampleJson({ dataset, rows, row, beta, policy: model, reference: undefined }, found);
  // As it is pasted: only what JSON has.
  return { json: JSON.parse(JSON.stringify(json)), rows, dataset };
}

describe('an example as JSON', () => {
  test('has its facts, its texts and all that follows for this beta', async () => {
    const { json, rows } = await jsonOf(0, 0.5);
    expect(json).toMatchObject({
      file: 'rankings.jsonl',
      line: 1,
      id: 'a-1',
      status: 'ok',
      beta: 0.5,
      tiers: [[0, 3], [1], [2]],
      'slices.source': 'maths',
      prompt: 'Name a prime.',
      responses: ['2', '4', '9', '7'],
      policy: { name: 'policy', fingerprint: 'abc123', provider: 'cpu', path: 'cached-prompt' },
      reference: null,
    });
    const rewards = Array.from({ length: 4 }, (_, i) => 0.5 * (rows.policyLogp[i] - rows.referenceLogp[i]));
    for (const [i, reward] of rewards.entries()) expect(json.reward[i]).toBeCloseTo(reward, 12);
    expect(json.loss).toBeCloseTo(loss(rewards, [[3, 0], [1], [2]]), 12);
    expect(json.topProbability.reduce((a: number, b: number) => a + b)).toBeCloseTo(1, 12);
    expect(json.gradient.reduce((a: number, b: number) => a + b)).toBeCloseTo(0, 12);
    expect(json.stages).toMatchObject([
      { chosen: [0, 3], left: 4 },
      { chosen: [1], left: 2 },
    ]);
    expect(json.stages[0].loss + json.stages[1].loss).toBeCloseTo(json.loss, 12);
    // Nobody pastes where things lie on their disk.
    expect(JSON.stringify(json)).not.toContain('/somewhere');
  });

  test('of one without a preference, and of a broken one, says what is known', async () => {
    expect((await jsonOf(1)).json).toMatchObject({
      status: 'no-preference',
      loss: null,
      stages: [],
      responses: ['x', 'y'],
    });
    const { json } = await jsonOf(2);
    expect(json).toMatchObject({ status: 'failed', line: 3, tiers: [], stages: [] });
    expect(json.reason).not.toBe('');
    expect(json.textProblem).toEqual(expect.any(String));
  });

  test('says when the text is another one now, or is gone', async () => {
    const changed = await jsonOf(0, 0.1, (file) => {
      const [first, ...rest] = records.map((r) => (typeof r === 'string' ? r : JSON.stringify(r)));
      writeFileSync(file, [first.replace('prime', 'Prime'), ...rest].join('\n'));
    });
    expect(changed.json).toMatchObject({
      prompt: 'Name a Prime.',
      textProblem: expect.stringMatching(/changed after/),
    });
    const gone = await jsonOf(0, 0.1, (file) => writeFileSync(file, 'nothing\n'));
    expect(gone.json.textProblem).toEqual(expect.any(String));
    expect(gone.json.prompt).toBeUndefined();
    expect(gone.json.loss).toEqual(expect.any(Number));
    const longer = await jsonOf(0, 0.1, (file) => appendFileSync(file, '{}\n'));
    expect(longer.json.textProblem).toBeUndefined();
  });
});
