import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { openTextToTokens } from '../../../extension/model/textToTokens.ts';
import { forecastWords } from '../../../extension/run/forecastWords.ts';
import { type Forecast, truncationForecast } from '../../../extension/run/truncationForecast.ts';

const model = fileURLToPath(new URL('../../../media/sample/policy', import.meta.url));
const events = { reading: () => {}, log: () => {} };
const words = (n: number) => Array.from({ length: n }, (_, i) => `word${i % 7}`).join(' ');
const records = [
  { prompt: 'q', chosen: 'short', rejected: 'also short' },
  { prompt: 'q', chosen: words(40), rejected: 'short' },
  { prompt: words(90), chosen: 'a', rejected: 'b' },
  { prompt: 'q', chosen: 'a' },
  { prompt: 'q', chosen: words(12), rejected: words(60) },
];

let folder: string;
let dataset: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-forecast-'));
  dataset = path.join(folder, 'data.jsonl');
  await writeFile(dataset, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const forecast = (scoring = {}, signal = new AbortController().signal) =>
  truncationForecast({ dataset, model, scoring: { ...defaultScoring, ...scoring } }, events, signal);

describe('what the limit of a model cuts off', () => {
  it('is what scoring will find, for each setting', async () => {
    const text = await openTextToTokens(model);
    for (const truncation of ['keep_start', 'keep_end', 'trim_prompt', 'skip'] as const)
      for (const maxLength of [0, 40, 80]) {
        const scoring = { ...defaultScoring, truncation, maxLength };
        const valid = records.flatMap((record, i) =>
          'rejected' in record ? [{ ...record, line: i + 1 }] : [],
        );
        const prepared = valid.map(({ line, prompt, chosen, rejected }) => ({
          line,
          ...text.prepare(
            { prompt, completions: [chosen, rejected as string], tools: undefined },
            scoring,
            0,
          ),
        }));
        const cut = prepared.filter((one) => one.ok && one.truncated);
        const lost = prepared.filter((one) => !one.ok);
        expect(await forecast({ truncation, maxLength })).toMatchObject({
          examples: 4,
          truncated: { count: cut.length, firstLine: cut[0]?.line },
          lost: { count: lost.length, firstLine: lost[0]?.line },
        });
      }
  });

  it('tells the longest as it is written, and the limit', async () => {
    const [whole, short] = [await forecast(), await forecast({ maxLength: 20 })];
    expect(whole.maxLength).toBe(256);
    expect(short.maxLength).toBe(20);
    expect(short.longest).toBe(whole.longest);
    expect(whole.longest).toBeGreaterThan(90);
  });

  it('ends when it is asked to', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(forecast({}, stopped)).rejects.toThrow('enough');
  });
});

it.each<[string, Partial<Forecast>, string]>([
  ['nothing is cut', {}, '4 examples, the longest has 30 tokens; the limit is 256 tokens. None is cut.'],
  [
    'some are cut, some lost',
    { truncated: { count: 2, firstLine: 7 }, lost: { count: 1, firstLine: 9, reason: 'the prompt is long' } },
    '4 examples, the longest has 30 tokens; the limit is 256 tokens. 2 will be cut, first on line 7. 1 cannot be scored, first on line 9: the prompt is long.',
  ],
  [
    'no limit is known',
    { maxLength: 0 },
    '4 examples, the longest has 30 tokens; no limit is known. None is cut.',
  ],
  ['there is none', { examples: 0 }, 'There is no valid ranking in the file.'],
])('words where %s', (_, more, expected) => {
  const none = { count: 0, firstLine: undefined };
  const found = { examples: 4, maxLength: 256, longest: 30, truncated: none, lost: none, ...more };
  expect(forecastWords(found).join(' ')).toBe(expected);
});
