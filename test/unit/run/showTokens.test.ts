import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LinesAround } from '../../../extension/dataset/recordAround.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { tokenViewer } from '../../../extension/run/showTokens.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const lines = (texts: readonly string[], at = 0, more = false) => ({
  texts,
  at,
  moreBefore: more,
  moreAfter: more,
});
const record = JSON.stringify({ prompt: 'ab', responses: ['x', 'y'], ranking: [1, 0] });
const around = lines([record]);
const tokenizerOnly = (options = {}) => folderWith({ 'tokenizer.json': tinyTokenizer(options) });

test('policy and reference are one where their tokenizers are, whatever their folders and graphs', async () => {
  const view = tokenViewer();
  const request = { around, scoring: defaultScoring };
  const modelsOf = async (folders: { policy: string; reference: string }) =>
    (await view({ ...request, ...folders }))!.models;
  const alike = await modelsOf({ policy: tinyFolder(), reference: tinyFolder() });
  expect(alike).toHaveLength(1);
  expect(alike[0]).toMatchObject({ roles: ['policy', 'reference'], tiers: [[1], [0]] });
  const apart = await modelsOf({ policy: tokenizerOnly(), reference: tokenizerOnly({ bos: true }) });
  expect(apart.map(({ roles }) => roles)).toEqual([['policy'], ['reference']]);
  expect(apart[1].prompts[0].count).toBe(apart[0].prompts[0].count + 1);
});

test('a record that has an id is shown with it', async () => {
  const view = tokenViewer();
  const idOf = async (line: string) =>
    (await view({ around: lines([line]), scoring: defaultScoring, policy: tokenizerOnly() }))?.models[0].id;
  expect(await idOf(record)).toBeUndefined();
  expect(await idOf(JSON.stringify({ ...JSON.parse(record), id: 'r-7' }))).toBe('r-7');
});

test('a tokenizer is read again when its files change, and a folder that was mended is tried again', async () => {
  const view = tokenViewer();
  const folder = tokenizerOnly();
  const file = path.join(folder, 'tokenizer.json');
  const count = async () =>
    (await view({ around, scoring: defaultScoring, policy: folder }))!.models[0].prompts[0].count;
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
  const ask = (line: string) =>
    view({ around: lines([line]), scoring: defaultScoring, policy: tokenizerOnly() });
  await expect(ask('{"prompt": 1')).rejects.toThrow(/^This line is not an example that can be scored: /);
  await expect(ask('')).rejects.toThrow(/The line is empty/);
});

describe('a record of several lines', () => {
  const steer = (prompt: string, response: string, helpfulness: unknown) =>
    JSON.stringify({
      prompt,
      response,
      helpfulness,
      correctness: 1,
      coherence: 1,
      complexity: 1,
      verbosity: 1,
    });
  const texts = [steer('o', 'x', 1), steer('p', 'a', 1), steer('p', 'bb', 3), steer('p', 'ccc', 2), ''];
  const view = tokenViewer();
  const ask = (around: LinesAround, more = {}) =>
    view({ around, scoring: defaultScoring, policy: tokenizerOnly(), ...more });

  test('is one ranking wherever in it the cursor stands', async () => {
    for (const at of [1, 2, 3]) {
      const shown = (await ask(lines(texts, at)))!;
      expect(shown).toMatchObject({ first: 1, end: 4, part: 0, parts: 1 });
      expect(shown.models[0].tiers).toEqual([[1], [2], [0]]);
      expect(shown.models[0].completions).toHaveLength(3);
      expect(texts[shown.begins.line].slice(shown.begins.character)).toMatch(/^"p"/);
      expect(shown.begins.line).toBe(1);
    }
  });

  test('that may go on beyond the lines that are given is not shown by halves', async () => {
    expect(await ask(lines(texts.slice(1, 4), 1, true))).toBeUndefined();
    // A line beside it belongs to another, and the file ends.
    expect(await ask(lines(texts.slice(0, 4), 2))).toMatchObject({ first: 1, end: 4 });
  });

  test('says why it is no ranking', async () => {
    await expect(ask(lines([texts[0], texts[1]], 0))).rejects.toThrow(/^This line .*nothing to rank/);
    const wrong = [steer('p', 'a', 'x'), steer('p', 'b', 'y')];
    await expect(ask(lines(wrong, 0))).rejects.toThrow(/^These 2 lines are not a ranking/);
  });
});

const answer = (text: string, rank: number, replies: unknown[] = []) => ({
  text,
  rank,
  role: 'assistant',
  replies,
});
const ask = (text: string, replies: unknown[]) => ({ text, role: 'prompter', replies });
const tree = {
  message_tree_id: 't',
  prompt: ask('first', [
    answer('one', 1, [ask('second', [answer('two', 0), answer('three', 1)])]),
    answer('four', 0, [ask('third', [answer('five', 1), answer('six', 0)])]),
  ]),
};

test('of a record of several rankings the one at the cursor is shown, or the one that is asked for', async () => {
  const line = JSON.stringify(tree);
  const view = tokenViewer();
  const shown = async (more: { part?: number; character?: number }) =>
    (await view({ around: lines([line]), scoring: defaultScoring, policy: tokenizerOnly(), ...more }))!;
  expect(await shown({})).toMatchObject({ part: 0, parts: 3 });
  const words = { t: 0, first: 0, one: 0, four: 0, second: 1, two: 1, three: 1, third: 2, five: 2, six: 2 };
  for (const [word, part] of Object.entries(words))
    expect([word, (await shown({ character: line.indexOf(`"${word}"`) + 1 })).part]).toEqual([word, part]);
  for (const part of [0, 1, 2]) {
    const { begins, ...one } = await shown({ part, character: line.indexOf('"six"') });
    expect(one.part).toBe(part);
    // Who goes to where it begins is shown the same.
    expect((await shown({ character: begins.character })).part).toBe(part);
    expect(line.slice(begins.character)).toMatch([/^"first"/, /^"second"/, /^"third"/][part]);
  }
  // The record has become shorter since.
  expect((await shown({ part: 9 })).part).toBe(2);
});

test('of a document whose records have no line each the record at the cursor is shown, as it is on disk', async () => {
  const file = path.join(folderWith({}), 'spread.jsonl');
  const before = { prompt: 'ab', responses: ['x', 'y'], ranking: [1, 0] };
  const text = JSON.stringify([before, tree], null, 1);
  writeFileSync(file, text);
  const texts = text.split('\n');
  const view = tokenViewer();
  const shown = async (word: string, part?: number) => {
    const line = texts.findIndex((one) => one.includes(`"${word}"`));
    // As a document of which only these lines are looked at.
    const [from, end] = [Math.max(0, line - 1), line + 2];
    const found = await view({
      around: { texts: texts.slice(from, end), at: line - from, moreBefore: from > 0, moreAfter: true },
      saved: { path: file, firstLine: from + 1 },
      character: texts[line].indexOf(`"${word}"`) + 1,
      part,
      scoring: defaultScoring,
      policy: tokenizerOnly(),
    });
    const { first, end: after, begins, ...rest } = found!;
    return {
      ...rest,
      first: from + first,
      end: from + after,
      begins: texts[from + begins.line].slice(begins.character),
    };
  };
  const size = JSON.stringify([before], null, 1).split('\n').length - 2;
  expect(await shown('y')).toMatchObject({ first: 1, end: 1 + size, parts: 1, begins: '"ab",' });
  const whole = { first: 1 + size, end: texts.length - 1, parts: 3 };
  expect(await shown('one')).toMatchObject({ ...whole, part: 0, begins: '"first",' });
  expect(await shown('five')).toMatchObject({ ...whole, part: 2, begins: '"third",' });
  expect(await shown('five', 1)).toMatchObject({ ...whole, part: 1, begins: '"second",' });
});
