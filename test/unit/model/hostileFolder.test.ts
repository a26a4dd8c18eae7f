import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { glanceAtModel } from '../../../extension/model/glance.ts';
import { bytesField, messageField, textField, varintField } from '../../../extension/onnx/protobufWriter.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

/** A model whose only tensor lies in another file. */
function withWeightAt(location: string): Uint8Array {
  const entry = messageField(13, [textField(1, 'location'), textField(2, location)]);
  const tensor = [varintField(1, 4), varintField(2, 1), textField(8, 'w'), entry, varintField(14, 1)];
  return Buffer.concat([varintField(1, 8), bytesField(7, messageField(5, tensor))]);
}

/** In the words of who opens it, and of who only looks at it. */
async function refusals(folder: string): Promise<string[]> {
  const opened = await readModelFolder(folder).then(
    () => 'it was read',
    (error) => `${error.name}: ${error.message}`,
  );
  return [opened, (await glanceAtModel(folder)).problems.join()];
}

describe('no file outside the folder of a model is read', () => {
  test.each(['/etc/passwd', '../model.data', 'a/../../b', 'C:\\weights', ''])(
    'weights in %j',
    async (location) => {
      const folder = tinyFolder({}, {}, { 'onnx/model.onnx': withWeightAt(location) });
      for (const words of await refusals(folder)) expect(words).toMatch(/outside its own folder/);
    },
  );

  test.each(['/etc/passwd', '../model.onnx'])('a graph at %j', async (filename) => {
    const folder = tinyFolder({}, {}, { 'genai_config.json': { model: { decoder: { filename } } } });
    for (const words of await refusals(folder))
      expect(words).toMatch(/genai_config.json names a graph outside/);
  });

  test('a long name of weights is cut short', async () => {
    const folder = tinyFolder({}, {}, { 'onnx/model.onnx': withWeightAt('w'.repeat(9000)) });
    expect((await refusals(folder))[0].length).toBeLessThan(600);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file is not waited for', () => {
  const names = [
    'tokenizer.json',
    'tokenizer_config.json',
    'config.json',
    'chat_template.jinja',
    'onnx/model.onnx',
  ];
  test.each(names)('a pipe as %s', async (name) => {
    const folder = tinyFolder();
    rmSync(join(folder, name), { force: true });
    execFileSync('mkfifo', [join(folder, name)]);
    expect((await refusals(folder))[0]).toMatch(/^UserError: .* is no file/);
  });

  test.each(names)('a device without end as %s', async (name) => {
    const folder = tinyFolder();
    rmSync(join(folder, name), { force: true });
    symlinkSync('/dev/zero', join(folder, name));
    expect((await refusals(folder))[0]).toMatch(/^UserError: .* is no file/);
  });

  test('a folder, and a pipe where the weights should be', async () => {
    const folder = tinyFolder({}, {}, { 'onnx/model.onnx': withWeightAt('w.data') });
    execFileSync('mkfifo', [join(folder, 'onnx', 'w.data')]);
    expect((await refusals(folder))[0]).toMatch(/w\.data, which is not there/);
    mkdirSync(join(folder, 'chat_template.jinja'));
    rmSync(join(folder, 'onnx'), { recursive: true });
    mkdirSync(join(folder, 'onnx', 'model.onnx'), { recursive: true });
    expect((await refusals(folder))[0]).toMatch(/^UserError: .* is no file/);
  });
});

test('a tokenizer of gigabytes is not read', async () => {
  const folder = tinyFolder();
  truncateSync(join(folder, 'tokenizer.json'), 2 ** 31);
  expect((await refusals(folder))[0]).toMatch(/tokenizer.json has more than 256 MiB/);
});

test('links to files elsewhere are followed, as the cache of Hugging Face is made of them', async () => {
  const folder = tinyFolder();
  const blob = tinyFolder();
  rmSync(join(folder, 'tokenizer.json'));
  symlinkSync(join(blob, 'tokenizer.json'), join(folder, 'tokenizer.json'));
  await expect(readModelFolder(folder)).resolves.toMatchObject({ layout: 'optimum' });
});

describe('a graph is looked at in bounds', () => {
  test('graphs in graphs without end', async () => {
    let node: Uint8Array = textField(4, 'If');
    for (let depth = 0; depth < 5000; depth++)
      node = Buffer.concat([textField(4, 'If'), messageField(5, [bytesField(6, bytesField(1, node))])]);
    const folder = tinyFolder(
      {},
      {},
      { 'onnx/model.onnx': Buffer.concat([varintField(1, 8), bytesField(7, bytesField(1, node))]) },
    );
    expect((await refusals(folder))[0]).toMatch(/is not an ONNX file/);
  });

  test('an operator with a name of a gigabyte', async () => {
    const size = 2 ** 30;
    const lengthOf = (number: number, length: number) =>
      Uint8Array.from([number * 8 + 2, ...varintField(0, length).subarray(1)]);
    const folder = tinyFolder();
    const file = join(folder, 'onnx', 'model.onnx');
    writeFileSync(
      file,
      Buffer.concat([varintField(1, 8), lengthOf(7, size + 20), lengthOf(1, size + 10), lengthOf(4, size)]),
    );
    truncateSync(file, size + 100);
    expect((await refusals(folder))[0]).toMatch(/is not an ONNX file/);
  });
});
