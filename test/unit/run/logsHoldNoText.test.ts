import { expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { evaluate } from '../../../extension/run/evaluate.ts';
import type { EvaluationRequest } from '../../../extension/run/evaluation.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { datasetFile } from '../../fixtures/datasets.ts';

const mark = 'xSECRETx';

/** What an evaluation logs, and how it ends. */
async function logged(records: readonly (object | string)[], more: Partial<EvaluationRequest> = {}) {
  const lines: [string, string][] = [];
  const log = (level: string, message: string) => void lines.push([level, message]);
  const end = await evaluate(
    { dataset: datasetFile(records), scoring: { ...defaultScoring, provider: 'cpu' }, ...more },
    new ScorerClient('', log),
    { log, reading: () => {}, rows: () => {}, progress: () => {}, models: () => {} },
    new AbortController().signal,
  );
  const at = (...levels: string[]) => lines.filter(([level]) => levels.includes(level)).join('\n');
  return { end, loud: at('info', 'warn', 'error'), quiet: at('debug') };
}

const logps = { policy_logps: [-1, -2], reference_logps: [-1, -1.5] };
const good = {
  id: mark,
  prompt: mark,
  responses: [`${mark} a`, `${mark} b`],
  ranking: [0, 1],
  [mark]: mark,
  ...logps,
};

test('the log of an evaluation has nothing of the records', async () => {
  const broken = [
    mark,
    `{"${mark}": `,
    { ...good, ranking: mark },
    { ...good, responses: [mark] },
    { ...good, responses: [mark, mark] },
  ];
  const { end, loud } = await logged([good, ...broken, good]);
  expect(end).toMatchObject({ state: 'done', counts: { scored: 2 } });
  expect(loud).not.toBe('');
  expect(loud).not.toContain(mark);
});

test('nor where nothing could be scored, though people are told why; the level debug has it', async () => {
  const { end, loud, quiet } = await logged([{ ...good, ranking: mark }]);
  expect(end).toMatchObject({ state: 'failed', reason: expect.stringContaining(mark) });
  expect(loud).toMatch(/Nothing of .* was scored/);
  expect(loud).not.toContain(mark);
  expect(quiet).toContain(mark);
});
