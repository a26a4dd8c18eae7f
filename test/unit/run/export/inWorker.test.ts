import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rows } from '../../../../extension/preference/rows.ts';
import { EvaluationClient } from '../../../../extension/run/evaluationClient.ts';
import { UserError } from '../../../../extension/userError.ts';
import { bundle } from '../../../fixtures/bundle.ts';
import { datasetFile, temporaryFolder } from '../../../fixtures/datasets.ts';
import { rowsOfFile } from './fixtures.ts';

/** Writing off the host's thread: the same files, with progress, an end at once when cancelled, errors of their kind. */

let client: EvaluationClient;
let dataset: string;
let rows: Rows;
beforeAll(async () => {
  client = new EvaluationClient(path.join(await bundle('evaluationWorker'), 'evaluationWorker.js'), () => {});
  dataset = datasetFile(
    Array.from({ length: 5000 }, (_, i) => ({ prompt: `p${i}`, responses: ['a', 'b'], ranking: [0, 1] })),
  );
  rows = await rowsOfFile(dataset);
});
afterAll(() => client.dispose());

const request = (target: string) => ({ dataset, rows, beta: 0.1, format: 'csv' as const, target });

test('writes, and tells how far it is', async () => {
  const target = path.join(temporaryFolder(), 'o.csv');
  const steps: number[] = [];
  const { signal } = new AbortController();
  const end = await client.exportResults(request(target), { signal, told: (done) => steps.push(done) });
  expect(end.written).toBe(5000);
  expect(end.bytes).toBe(readFileSync(target).length);
  expect(steps.at(-1)).toBe(5000);
  expect(steps.length).toBeGreaterThan(10);
});

test('cancelled, it ends with the signal’s reason and leaves nothing', async () => {
  const target = path.join(temporaryFolder(), 'o.csv');
  const controller = new AbortController();
  const told = () => controller.abort(new Error('enough'));
  const asked = client.exportResults(
    { ...request(target), columns: ['prompt'] },
    { signal: controller.signal, told },
  );
  await expect(asked).rejects.toThrow('enough');
  expect(readdirSync(path.dirname(target))).toEqual([]);
});

test('what a person can mend stays a UserError', async () => {
  const asked = client.exportResults(request(dataset), {
    signal: new AbortController().signal,
    told: () => {},
  });
  await expect(asked).rejects.toThrow(UserError);
});
