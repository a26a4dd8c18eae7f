import { cpSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path, { resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { concatRows, type Rows } from '../../../extension/preference/rows.ts';
import type { EvaluationEvents } from '../../../extension/run/evaluation.ts';
import { EvaluationClient } from '../../../extension/run/evaluationClient.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

/** Token by token, from the host's handle over worker thread and scorer process down to real models. */

const sample = resolve(import.meta.dirname, '../../../media/sample');
const models = { policy: path.join(sample, 'policy'), reference: path.join(sample, 'reference') };
const scoring = { ...defaultScoring, provider: 'cpu' } as const;
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

let worker: string;
beforeAll(async () => {
  worker = path.join(await bundle('evaluationWorker', 'scorerProcess'), 'evaluationWorker.js');
});
const clients: EvaluationClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
function newClient() {
  const logs: string[] = [];
  const client = new EvaluationClient(worker, (_level, message) => void logs.push(message));
  clients.push(client);
  return Object.assign(client, { logs });
}

const events = (onRows: (rows: Rows) => void = () => {}): EvaluationEvents => ({
  rows: onRows,
  progress: () => {},
  models: () => {},
  reading: () => {},
  log: () => {},
});
const options = (signal = new AbortController().signal) => {
  const steps: number[] = [];
  return { signal, told: (step: number) => void steps.push(step), steps };
};

const records = readFileSync(path.join(sample, 'rankings.jsonl'), 'utf8').trim().split('\n').slice(0, 6);
const itemOf = (line: string) => {
  const { prompt, responses } = JSON.parse(line);
  return { prompt, completions: responses as string[] };
};

describe('the sample, token by token', () => {
  test('sums are the log-probs of the run, tokens are the text; asked again, no model runs', async () => {
    const client = newClient();
    let rows: Rows | undefined;
    const request = { dataset: datasetFile(records), ...models, scoring };
    const end = await client.evaluate(
      request,
      events((more) => {
        rows = rows ? concatRows([rows, more]) : more;
      }),
    );
    for (const [row, record] of records.entries()) {
      const item = itemOf(record);
      const asked = options();
      const scores = await client.tokenScores({ item, ...models, scoring }, asked);
      expect(asked.steps).toEqual([0, 1, 2, 3]);
      expect(scores.fingerprints.policy).toBe(end.policy?.fingerprint);
      expect(scores.fingerprints.reference).toBe(end.reference?.fingerprint);
      const at = rows!.line.indexOf(row + 1);
      const from = rows!.offsets[at];
      for (const [k, { tokens, policy, reference }] of scores.completions.entries()) {
        expect(policy).toBeInstanceOf(Float64Array);
        expect(tokens).toHaveLength(rows!.tokens[from + k]);
        expect(Math.abs(sum(policy) - rows!.policyLogp[from + k])).toBeLessThan(1e-4);
        expect(Math.abs(sum(reference) - rows!.referenceLogp[from + k])).toBeLessThan(1e-4);
        expect([...policy, ...reference].every((logp) => logp <= 0)).toBe(true);
        // The end of the text is a token of its own.
        expect(tokens.at(-1)).toMatchObject({ special: true });
        expect(
          tokens
            .slice(0, -1)
            .map(({ text }) => text)
            .join(''),
        ).toBe(item.completions[k]);
      }
      const again = options();
      expect(await client.tokenScores({ item, ...models, scoring }, again)).toEqual(scores);
      expect(again.steps).toEqual([]);
    }
  });

  test('policy against itself: one model, every log-ratio is 0', async () => {
    const asked = options();
    const request = { item: itemOf(records[0]), policy: models.policy, reference: models.policy, scoring };
    const { completions } = await newClient().tokenScores(request, asked);
    expect(asked.steps).toEqual([0, 1]);
    for (const { policy, reference } of completions) expect(policy).toEqual(reference);
  });

  test('what truncation leaves is what is scored', async () => {
    const client = newClient();
    const item = { prompt: 'Sort: ', completions: ['3 2 1 0 9 8 7 6 5 4', '1'] };
    const whole = await client.tokenScores({ item, ...models, scoring }, options());
    const lengths = whole.completions.map(({ tokens }) => tokens.length);
    const cut = { ...scoring, maxLength: 12 };
    const left = await client.tokenScores({ item, ...models, scoring: cut }, options());
    const kept = left.completions[0].tokens;
    expect(kept.length).toBeLessThan(lengths[0]);
    expect(kept).toEqual(whole.completions[0].tokens.slice(0, kept.length));
    expect(left.completions[1].tokens).toHaveLength(lengths[1]);
  });
});

describe('what can be in the way', () => {
  const item = { prompt: 'Question: ', completions: ['yes', 'no'] };

  test('a model folder that is gone, or changed since, is told', async () => {
    const client = newClient();
    const folder = path.join(temporaryFolder(), 'policy');
    mkdirSync(folder);
    cpSync(models.policy, folder, { recursive: true });
    const request = { item, policy: folder, reference: models.reference, scoring };
    const { fingerprints } = await client.tokenScores(request, options());
    renameSync(folder, `${folder}-moved`);
    await expect(client.tokenScores(request, options())).rejects.toThrow(
      /does not exist\. Choose the folder/,
    );
    cpSync(models.reference, folder, { recursive: true });
    const changed = await client.tokenScores(request, options());
    expect(changed.fingerprints.policy).not.toBe(fingerprints.policy);
    expect(changed.completions[0].policy).toEqual(changed.completions[0].reference);
  });

  test('models that split the text in other ways have no log-ratio token by token', async () => {
    const request = { item: itemOf(records[0]), policy: models.policy, reference: tinyFolder(), scoring };
    await expect(newClient().tokenScores(request, options())).rejects.toThrow(
      /split this text into different tokens .* Only whole completions can be compared\.$/,
    );
  });

  test('an example that a model cannot score says why', async () => {
    const request = { item: { prompt: '', completions: ['a', 'b'] }, ...models, scoring };
    await expect(newClient().tokenScores(request, options())).rejects.toThrow(
      /^The policy cannot score this example: the prompt has no tokens/,
    );
  });

  test('while a file is evaluated it is refused; an evaluation that begins ends it', async () => {
    const client = newClient();
    const policy = tinyFolder({ past: 'split' });
    const request = { item, policy, reference: policy, scoring };
    const evaluation = { dataset: datasetFile(rankings(400)), policy, reference: policy, scoring };
    let refused: Promise<unknown> | undefined;
    const first = events(() => {
      refused ??= client.tokenScores(request, options()).catch((error: Error) => error.message);
    });
    expect(
      (await client.evaluate({ ...evaluation, scoring: { ...scoring, batchTokens: 64 } }, first)).state,
    ).toBe('done');
    expect(await refused).toMatch(/A file is being evaluated.*then ask again\.$/);

    // A new process, so that loading takes longer than the way of a message.
    const fresh = newClient();
    let begun: Promise<{ state: string }> | undefined;
    const told = () => {
      begun ??= fresh.evaluate(evaluation, events());
    };
    const ended = fresh.tokenScores(request, { ...options(), told }).catch((error: Error) => error.message);
    expect(await ended).toMatch(/^An evaluation was begun.*Ask again when it has ended\.$/);
    expect((await begun)?.state).toBe('done');
  });

  test('a cancel settles soon, while models are loaded too, and the next one works', async () => {
    const client = newClient();
    for (const at of [0, 1, 2]) {
      const controller = new AbortController();
      const asked = {
        ...options(controller.signal),
        told: (step: number) => step === at && controller.abort(new Error('stop')),
      };
      const request = { item: itemOf(records[at]), ...models, scoring };
      await expect(client.tokenScores(request, asked)).rejects.toThrow('stop');
    }
    const { completions } = await client.tokenScores({ item, ...models, scoring }, options());
    expect(completions).toHaveLength(2);
  });
});
