import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import type { EvaluationEvents } from '../../../extension/run/evaluation.ts';
import { EvaluationClient } from '../../../extension/run/evaluationClient.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

/** Calls that read no model and run none: the results of earlier runs, files of rankings, and what only says. */
const harmless = [
  'cancel',
  'listRuns',
  'readRun',
  'storedPlaces',
  'listRunFolders',
  'headline',
  'runDigest',
  'renameRun',
  'deleteRuns',
  'fileReading',
  'exportResults',
  'writePairs',
  'compareRuns',
  'comparedExample',
  'setCuda',
  'setIdleMinutes',
  'dispose',
];
const inside = ['constructor', 'job', 'cancellable', 'call', 'start', 'explained', 'settle'];

const clients: EvaluationClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

test('where models may not be loaded, whatever reads or runs one is refused, and not even the worker starts', async () => {
  const started = path.join(temporaryFolder(), 'started');
  const worker = path.join(temporaryFolder(), 'worker.js');
  writeFileSync(worker, `require('node:fs').writeFileSync(${JSON.stringify(started)}, '');`);
  let isTrusted = false;
  const client = new EvaluationClient(
    worker,
    () => {},
    () => {
      if (!isTrusted) throw new Error('not trusted');
    },
  );
  clients.push(client);
  const scoring = { ...defaultScoring, provider: 'cpu' } as const;
  const models = { policy: '/models/policy', reference: '/models/reference', scoring };
  const options = { signal: new AbortController().signal, told: () => {} };
  const item = { prompt: [], completions: [] } as never;
  const refused: Record<string, () => Promise<unknown>> = {
    evaluate: () => client.evaluate({ dataset: '/d.jsonl', ...models }, {} as EvaluationEvents),
    providers: () => client.providers(),
    glanceAtModels: () => client.glanceAtModels(['/models/policy']),
    forecast: () =>
      client.forecast({ dataset: '/d.jsonl', model: '/models/policy', scoring }, options.signal),
    tokenScores: () => client.tokenScores({ item, ...models }, options),
    tokens: () => client.tokens({ around: { texts: ['{}'], at: 0 } as never, ...models }),
  };
  // A new call has to be put in one of the lists.
  const all = Object.getOwnPropertyNames(EvaluationClient.prototype).filter((name) => !inside.includes(name));
  expect(all.sort()).toEqual([...harmless, ...Object.keys(refused)].sort());
  for (const call of Object.values(refused)) await expect(call()).rejects.toThrow('not trusted');
  expect(existsSync(started)).toBe(false);
  // The same client, once it is allowed to.
  isTrusted = true;
  await expect(client.providers()).rejects.toThrow('ended');
  expect(existsSync(started)).toBe(true);
});
