import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { tokenViewer } from '../../../extension/run/showTokens.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const record = JSON.stringify({ prompt: 'ab', responses: ['x', 'y'], ranking: [1, 0] });
const tokenizerOnly = (options = {}) => folderWith({ 'tokenizer.json': tinyTokenizer(options) });

test('policy and reference are one where their tokenizers are, whatever their folders and graphs', async () => {
  const view = tokenViewer();
  const request = { record, scoring: defaultScoring };
  const alike = await view({ ...request, policy: tinyFolder(), reference: tinyFolder() });
  expect(alike).toHaveLength(1);
  expect(alike[0]).toMatchObject({ roles: ['policy', 'reference'], tiers: [[1], [0]] });
  const apart = await view({ ...request, policy: tokenizerOnly(), reference: tokenizerOnly({ bos: true }) });
  expect(apart.map(({ roles }) => roles)).toEqual([['policy'], ['reference']]);
  expect(apart[1].prompts[0].count).toBe(apart[0].prompts[0].count + 1);
});

test('a record that has an id is shown with it', async () => {
  const view = tokenViewer();
  const ask = (line: string) => view({ record: line, scoring: defaultScoring, policy: tokenizerOnly() });
  expect((await ask(record))[0].id).toBeUndefined();
  expect((await ask(JSON.stringify({ ...JSON.parse(record), id: 'r-7' })))[0].id).toBe('r-7');
});

test('a tokenizer is read again when its files change, and a folder that was mended is tried again', async () => {
  const view = tokenViewer();
  const folder = tokenizerOnly();
  const file = path.join(folder, 'tokenizer.json');
  const count = async () =>
    (await view({ record, scoring: defaultScoring, policy: folder }))[0].prompts[0].count;
  const before = await count();
  writeFileSync(file, JSON.stringify(tinyTokenizer({ bos: true })));
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
  expect(await count()).toBe(before + 1);
  rmSync(file);
  await expect(count()).rejects.toThrow(/has no tokenizer\.json/);
  writeFileSync(file, JSON.stringify(tinyTokenizer()));
  expect(await count()).toBe(before);
});

test('a line that is no example says why', async () => {
  const view = tokenViewer();
  const ask = (line: string) => view({ record: line, scoring: defaultScoring, policy: tokenizerOnly() });
  await expect(ask('{"prompt": 1')).rejects.toThrow(/^This line is not an example that can be scored: /);
  await expect(ask('')).rejects.toThrow(/The line is empty/);
});
