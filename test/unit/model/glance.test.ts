import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { glanceAtModel } from '../../../extension/model/glance.ts';
import { precisionOf } from '../../../extension/model/precision.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

test('a whole folder: kind, precision, context and size, from its files alone', async () => {
  const folder = tinyFolder();
  const size = statSync(path.join(folder, 'onnx', 'model.onnx')).size;
  expect(await glanceAtModel(folder)).toEqual({
    folder,
    name: path.basename(folder),
    kind: 'tiny',
    precision: 'float32',
    contextLength: 128,
    bytes: size,
    problems: [],
  });
});

test('the bundled sample is what it is said to be', async () => {
  const found = await glanceAtModel('media/sample/policy');
  expect(found).toMatchObject({ kind: 'gpt2', contextLength: 256, problems: [] });
  expect(found.precision).toBe('float16');
});

test('each missing piece is told, not only the first', async () => {
  const folder = tinyFolder();
  rmSync(path.join(folder, 'tokenizer.json'));
  const graph = path.join(folder, 'onnx', 'model.onnx');
  writeFileSync(graph, readFileSync(graph).subarray(0, 900));
  const { problems, kind } = await glanceAtModel(folder);
  expect(kind).toBe('tiny');
  expect(problems).toHaveLength(2);
  expect(problems.join(' ')).toMatch(/cut off[\s\S]*tokenizer\.json/);
});

test('what git-lfs left in place of files is told apart from broken ones', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
  const folder = tinyFolder({}, {}, { 'tokenizer.json': pointer, 'onnx/model.onnx': pointer });
  const { problems } = await glanceAtModel(folder);
  expect(problems).toHaveLength(2);
  for (const problem of problems) expect(problem).toMatch(/git lfs pull/);
});

test('a folder that is not there, a file, and one without a model', async () => {
  expect((await glanceAtModel('/nowhere/at/all')).problems[0]).toMatch(/does not exist/);
  const folder = folderWith({ 'config.json': { model_type: 'llama' } });
  expect((await glanceAtModel(path.join(folder, 'config.json'))).problems[0]).toMatch(/is a file/);
  expect((await glanceAtModel(folder)).problems.join()).toMatch(/no ONNX graph/);
});

test('what most weights are stored in is the precision; two packed weights are in a byte', () => {
  const none = new Set<string>();
  expect(
    precisionOf(
      new Map([
        [1, 10],
        [10, 500],
        [7, 900],
      ]),
      none,
    ),
  ).toBe('float16');
  expect(
    precisionOf(
      new Map([
        [2, 300],
        [1, 400],
      ]),
      new Set(['MatMulNBits']),
    ),
  ).toBe('int4');
  expect(
    precisionOf(
      new Map([
        [2, 300],
        [1, 200],
      ]),
      new Set(['MatMulInteger']),
    ),
  ).toBe('int8');
  expect(precisionOf(new Map([[7, 3]]), none)).toBeUndefined();
});
