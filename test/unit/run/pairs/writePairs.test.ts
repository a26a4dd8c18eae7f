import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { usualPairs } from '../../../../extension/preference/pairOptions.ts';
import { selectRows } from '../../../../extension/preference/selectRows.ts';
import type { PairsRequest } from '../../../../extension/run/pairs/pairsRequest.ts';
import { writePairs } from '../../../../extension/run/pairs/writePairs.ts';
import { datasetFile, temporaryFolder } from '../../../fixtures/datasets.ts';
import { hostile, rowsOfFile } from '../export/fixtures.ts';

const target = () => path.join(temporaryFolder(), 'pairs.jsonl');
const read = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

async function pairsOf(dataset: string, change: Partial<PairsRequest> = {}) {
  const file = target();
  const request = { dataset, options: usualPairs, fields: [], beta: 0.1, ...change };
  const end = await writePairs({ ...request, target: file });
  expect(await writePairs(request)).toEqual(end);
  return { end, pairs: read(file) };
}

const all = { ...usualPairs, strategy: 'all' } as const;

describe('pairs of a file', () => {
  test('plain text stays plain text, whatever it holds', async () => {
    const dataset = datasetFile(
      hostile.map((text) => ({
        prompt: text,
        responses: [`${text}1`, text, `${text}2`],
        ranking: [1, 2, 0],
      })),
    );
    const { end, pairs } = await pairsOf(dataset);
    expect(pairs).toEqual(hostile.map((text) => ({ prompt: text, chosen: text, rejected: `${text}1` })));
    expect(end).toMatchObject({
      pairs: hostile.length,
      used: hostile.length,
      malformed: 0,
      lengthUnit: 'characters',
    });
    expect(end.lengths).toEqual(Float64Array.from(hostile, () => -1));
  });

  test('conversations are messages in all three, with their other fields and the tools', async () => {
    const call = {
      role: 'assistant',
      content: '',
      tool_calls: [{ type: 'function', function: { name: 'f', arguments: {} } }],
    };
    const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];
    const dataset = datasetFile([
      {
        prompt: [{ role: 'user', content: 'q', name: 'me' }],
        responses: [
          [{ role: 'assistant', content: 'a' }],
          [call, { role: 'tool', content: '1' }, { role: 'assistant', content: 'b' }],
        ],
        ranking: [1, 0],
        tools,
      },
    ]);
    const { pairs } = await pairsOf(dataset);
    expect(pairs).toEqual([
      {
        prompt: [{ role: 'user', content: 'q', name: 'me' }],
        chosen: [call, { role: 'tool', content: '1' }, { role: 'assistant', content: 'b' }],
        rejected: [{ role: 'assistant', content: 'a' }],
        tools,
      },
    ]);
  });

  test('more fields on request, null where they are not known', async () => {
    const dataset = datasetFile([
      {
        id: 'x',
        prompt: 'p',
        responses: ['a', 'bb'],
        scores: [1, 4],
        policy_logps: [-3, -1],
        reference_logps: [-2, -2],
      },
      'broken',
      { prompt: 'q', responses: ['a', 'b'], ranking: [0, 1] },
    ]);
    const fields = ['scores', 'rewards', 'margin', 'source'] as const;
    const { pairs } = await pairsOf(dataset, { fields, beta: 0.5 });
    expect(pairs).toEqual([
      {
        ...{ prompt: 'p', chosen: 'bb', rejected: 'a', score_chosen: 4, score_rejected: 1 },
        ...{ reward_chosen: 0.5, reward_rejected: -0.5, margin: 1 },
        ...{ id: 'x', line: 1, ranking: 0, chosen_index: 1, rejected_index: 0 },
      },
      {
        ...{ prompt: 'q', chosen: 'a', rejected: 'b', score_chosen: null, score_rejected: null },
        ...{ reward_chosen: null, reward_rejected: null, margin: null },
        ...{ id: null, line: 3, ranking: 0, chosen_index: 0, rejected_index: 1 },
      },
    ]);
  });

  test('rewards of a run by the text of a record, wherever it stands now; why others give none', async () => {
    const record = (i: number) => ({ prompt: `p${i}`, responses: ['a', 'b', 'c'], ranking: [0, 1, 2] });
    const dataset = datasetFile([record(1), record(2), { ...record(3), ranking: [[0, 1, 2]] }, 'broken']);
    const rows = await rowsOfFile(dataset);
    const lines = readFileSync(dataset, 'utf8').trim().split('\n');
    writeFileSync(
      dataset,
      `${[JSON.stringify(record(9)), lines[1], lines[0], ...lines.slice(2)].join('\n')}\n`,
    );
    const options = { ...all, minGap: -100 };
    const { end, pairs } = await pairsOf(dataset, { rows, options, beta: 1, fields: ['margin', 'source'] });
    expect(end).toMatchObject({
      ...{ examples: 4, used: 2, pairs: 6, malformed: 1, lengthUnit: 'tokens' },
      leftOut: { tied: 1, 'no-reward': 1, 'no-scores': 0, gap: 0 },
    });
    const reward = (c: number) => rows.policyLogp[c] - rows.referenceLogp[c];
    // Line 2 is now what was line 2, line 3 what was line 1.
    expect(pairs[0]).toMatchObject({ line: 2, margin: reward(3) - reward(4) });
    expect(pairs[3]).toMatchObject({ line: 3, margin: reward(0) - reward(1) });
    expect(end.lengths).toEqual(Float64Array.of(-1, -2, -1, -1, -2, -1));
    const some = await pairsOf(dataset, { rows: selectRows(rows, [0]), onlyRows: true, options });
    expect(some.end).toMatchObject({ examples: 1, used: 1, pairs: 3, malformed: 0 });
  });

  test('the same for the same seed, and a record draws the same wherever it stands', async () => {
    const records = Array.from({ length: 50 }, (_, i) => ({
      prompt: `p${i}`,
      responses: ['a', 'b', 'c', 'd'],
      ranking: [
        [0, 1],
        [2, 3],
      ],
    }));
    const text = async (list: object[], seed: number) =>
      (await pairsOf(datasetFile(list), { options: { ...usualPairs, seed } })).pairs.map((pair) =>
        JSON.stringify(pair),
      );
    const once = await text(records, 7);
    expect(await text(records, 7)).toEqual(once);
    expect(await text(records, 8)).not.toEqual(once);
    expect((await text([...records].reverse(), 7)).reverse()).toEqual(once);
  });

  test('cancelled: nothing is left behind', async () => {
    const dataset = datasetFile([{ prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] }]);
    const file = target();
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const request = { dataset, options: usualPairs, fields: [], beta: 0.1, target: file };
    await expect(writePairs(request, { signal: controller.signal })).rejects.toThrow('enough');
    expect(readdirSync(path.dirname(file))).toEqual([]);
    await expect(writePairs({ ...request, target: dataset })).rejects.toThrow(
      /holds the rankings themselves/,
    );
  });
});
