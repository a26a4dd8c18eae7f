import { mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { UserError } from '../../../extension/userError.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyModel } from '../../fixtures/onnx/tinyModel.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123456\n';

async function errorOf(folder: string): Promise<string> {
  const error = await readModelFolder(folder).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${error}`);
  expect(error.kind).toBe('model');
  return error.message;
}

/** Weights beside the graph, the last bytes of them missing. */
function withExternal(missing: number): string {
  const chunks: Uint8Array[] = [];
  const graph = tinyModel({ external: { location: 'model.onnx_data', chunks } });
  const data = Buffer.concat(chunks);
  const whole = { 'onnx/model.onnx': graph, 'onnx/model.onnx_data': data.subarray(0, data.length - missing) };
  return tinyFolder({}, {}, whole);
}

describe('a model folder', () => {
  it('in Optimum layout', async () => {
    const folder = tinyFolder();
    expect(await readModelFolder(folder)).toMatchObject({
      folder,
      layout: 'optimum',
      graph: join(folder, 'onnx', 'model.onnx'),
      contextLength: 128,
      vocabularySize: 270,
      externalData: [],
      notes: [],
    });
  });

  it('prefers the exact graph and says when it takes another', async () => {
    const folder = tinyFolder({}, {}, { 'onnx/model_quantized.onnx': tinyModel() });
    expect((await readModelFolder(folder)).notes).toEqual([]);
    rmSync(join(folder, 'onnx/model.onnx'));
    expect((await readModelFolder(folder)).notes[0]).toMatch(/^Uses model_quantized.onnx, .*8-bit/);
  });

  it('takes numbers of the text model from a nested config', async () => {
    const config = {
      text_config: { vocab_size: 7, max_position_embeddings: 9, hidden_size: 8, num_attention_heads: 2 },
    };
    const folder = tinyFolder({}, {}, { 'config.json': config });
    expect(await readModelFolder(folder)).toMatchObject({
      vocabularySize: 7,
      contextLength: 9,
      keyValueHeads: 2,
      headSize: 4,
    });
  });

  it('has a fingerprint that changes with the content of any of its files, and with nothing else', async () => {
    const folder = tinyFolder();
    const before = (await readModelFolder(folder)).fingerprint;
    expect((await readModelFolder(folder)).fingerprint).toBe(before);
    utimesSync(join(folder, 'onnx/model.onnx'), 1, 1);
    expect((await readModelFolder(folder)).fingerprint).toBe(before);
    writeFileSync(join(folder, 'special_tokens_map.json'), '{}');
    const more = (await readModelFolder(folder)).fingerprint;
    writeFileSync(join(folder, 'onnx/model.onnx'), tinyModel({ past: 'split' }));
    const other = (await readModelFolder(folder)).fingerprint;
    expect(new Set([before, more, other]).size).toBe(3);
  });
});

describe('a model folder that cannot be used', () => {
  it('is no folder', async () => {
    const folder = tinyFolder();
    expect(await errorOf(join(folder, 'nowhere'))).toMatch(/does not exist\. Choose the folder/);
    expect(await errorOf(join(folder, 'onnx/model.onnx'))).toMatch(
      /is a file\. Choose the folder that holds it/,
    );
  });

  it('has no tokenizer', async () => {
    const files = { 'config.json': {}, 'model.onnx': tinyModel() };
    expect(await errorOf(folderWith(files))).toMatch(/has no tokenizer\.json\. Copy it from the model/);
    const slow = folderWith({ ...files, 'tokenizer.model': 'x' });
    expect(await errorOf(slow)).toMatch(
      /has no tokenizer\.json\. It has tokenizer\.model, .*save_pretrained/,
    );
  });

  it('has no graph', async () => {
    const files = { 'config.json': {}, 'tokenizer.json': tinyTokenizer() };
    expect(await errorOf(folderWith(files))).toMatch(/has no ONNX graph\. Choose a folder with model\.onnx/);
    const torch = folderWith({ ...files, 'model.safetensors': 'x' });
    expect(await errorOf(torch)).toMatch(/another format.*optimum-cli export onnx/);
    const two = folderWith({ ...files, 'a.onnx': tinyModel(), 'b.onnx': tinyModel() });
    expect(await errorOf(two)).toMatch(/None of its \.onnx files \(a\.onnx, b\.onnx\)/);
  });

  it('is half copied', async () => {
    const graph = tinyModel();
    for (const bytes of [1, 2, 1000, graph.length - 1]) {
      const folder = tinyFolder();
      truncateSync(join(folder, 'onnx/model.onnx'), bytes);
      expect(await errorOf(folder)).toMatch(/model\.onnx is cut off: .*Copy it again/);
    }
    const empty = tinyFolder({}, {}, { 'onnx/model.onnx': '' });
    expect(await errorOf(empty)).toMatch(/model\.onnx is empty: the folder is half copied/);
    const noTokens = tinyFolder({}, {}, { 'tokenizer.json': '' });
    expect(await errorOf(noTokens)).toMatch(/tokenizer\.json is empty\. .*copy tokenizer\.json again/);
    expect(await errorOf(tinyFolder({}, {}, { 'onnx/model.onnx': '<!doctype html>' }))).toMatch(
      /is not an ONNX file/,
    );
  });

  it('has git-lfs pointers instead of files', async () => {
    expect(await errorOf(tinyFolder({}, {}, { 'onnx/model.onnx': pointer }))).toMatch(
      /git-lfs pointer.*git lfs pull/,
    );
    expect(await errorOf(tinyFolder({}, {}, { 'tokenizer.json': pointer }))).toMatch(
      /git-lfs pointer.*git lfs pull/,
    );
  });

  it('lacks the weights beside the graph, or a part of them', async () => {
    expect((await readModelFolder(withExternal(0))).externalData).toHaveLength(1);
    expect(await errorOf(withExternal(1))).toMatch(
      /model\.onnx_data is cut off: model\.onnx needs \d+ bytes of it/,
    );
    const folder = withExternal(0);
    rmSync(join(folder, 'onnx/model.onnx_data'));
    expect(await errorOf(folder)).toMatch(/keeps its weights in model\.onnx_data, which is not there\. Copy/);
  });

  it('has JSON that cannot be read, with the place', async () => {
    const broken = tinyFolder({}, {}, { 'config.json': '{\n  "vocab_size": 270,\n  oops\n}' });
    expect(await errorOf(broken)).toMatch(
      /config\.json is not valid JSON \(line 3, column 3\)\. The folder may/,
    );
    const cut = tinyFolder();
    const tokenizer = join(cut, 'tokenizer.json');
    writeFileSync(tokenizer, readFileSync(tokenizer, 'utf8').slice(0, 500));
    expect(await errorOf(cut)).toMatch(/tokenizer\.json is not valid JSON \((it ends too early|line)/);
    expect(await errorOf(tinyFolder({}, {}, { 'config.json': '[1]' }))).toMatch(
      /does not hold a JSON object/,
    );
  });

  it('has a genai_config.json without a graph, or one that is not there', async () => {
    const genai = (decoder: object) =>
      folderWith({ 'genai_config.json': { model: { decoder } }, 'tokenizer.json': tinyTokenizer() });
    expect(await errorOf(genai({}))).toMatch(/names no graph \(model\.decoder\.filename\)/);
    expect(await errorOf(genai({ filename: 'gone.onnx' }))).toMatch(/gone\.onnx does not exist\. Copy it/);
    const folder = genai({ filename: 'dir' });
    mkdirSync(join(folder, 'dir'));
    expect(await errorOf(folder)).toMatch(/is no file/);
  });
});
