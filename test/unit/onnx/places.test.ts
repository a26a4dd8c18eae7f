import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { completionRows } from '../../../extension/onnx/completionRows.ts';
import { type ByteSource, fields } from '../../../extension/onnx/protobufReader.ts';
import { textField, varintField } from '../../../extension/onnx/protobufWriter.ts';
import { readOnnxModel } from '../../../extension/onnx/readOnnxModel.ts';
import { writeOnnxModel } from '../../../extension/onnx/writeOnnxModel.ts';
import { gpt2, llama } from '../../fixtures/onnx/field/families.ts';
import { type Initializer, writeModel } from '../../fixtures/onnx/onnxWriter.ts';
import { feedsFor, int64, openEdited } from './runEdited.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'plackett-places-')));
afterAll(() => rmSync(root, { recursive: true }));

const field = llama();

/** Writes the model with its weights by turns in files of the folder, each file behind so many bytes of something else. */
function write(folder: string, locations: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, Buffer[]>(locations.map((name) => [name, [Buffer.alloc(17)]]));
  const initializers = field.graph.initializers.map((tensor, i): Initializer => {
    if (tensor.bytes.length < 64) return tensor;
    const location = locations[i % locations.length];
    const parts = files.get(location)!;
    const offset = Buffer.concat(parts).length;
    parts.push(Buffer.from(tensor.bytes));
    return { ...tensor, external: { location, offset } };
  });
  for (const [name, parts] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.concat(parts));
  }
  const graph = join(folder, 'model.onnx');
  writeFileSync(graph, writeModel({ ...field.graph, initializers }, field.opset));
  return graph;
}

const ids = [5, 9, 200, 31, 7, 11];

async function logps(graph: string): Promise<number[]> {
  const edited = completionRows(readOnnxModel(graph));
  if (!edited.ok) throw new Error(edited.reason);
  const session = await openEdited(edited.model);
  const { plackett_logps: output } = await session.run({
    ...feedsFor(edited.model, { ids: [ids] }),
    plackett_rows: int64([0, 1, 2]),
    plackett_labels: int64([1, 2, 3]),
  });
  await session.release();
  return [...(output.data as Float32Array)];
}

function inGraph(): string {
  const graph = join(root, 'inside.onnx');
  writeFileSync(graph, writeModel(field.graph, field.opset));
  return graph;
}

/** Moves a file and leaves a link, as Hugging Face's cache has it. */
function link(file: string, blob: string): void {
  mkdirSync(dirname(blob), { recursive: true });
  renameSync(file, blob);
  symlinkSync(blob, file);
}

describe('weights are left where they are', () => {
  test('in the graph itself', async () => {
    const model = readOnnxModel(inGraph());
    expect(model.weightFiles).toEqual([join(root, 'inside.onnx')]);
    expect(writeOnnxModel(model).length).toBeLessThan(model.weightBytes / 2);
    // Constants among the nodes are a few bytes more.
    const weights = field.graph.initializers.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(model.weightBytes / weights).toBeCloseTo(1, 1);
    expect(model.weightBytes).toBeGreaterThanOrEqual(weights);
    const found = await logps(inGraph());
    expect(found.every((value) => value < 0)).toBe(true);
  });

  test.each([
    ['one file beside', ['model.onnx_data']],
    ['three files', ['a.data', 'b.data', 'c.data']],
    ['a file in a folder below and one beside', ['weights/a.data', 'b.data']],
    ['a folder with spaces and other letters', ['größe 重み/a b.data']],
  ])('%s', async (name, locations) => {
    const graph = write(join(root, name), locations);
    expect(readOnnxModel(graph).weightFiles.length).toBe(locations.length);
    expect(await logps(graph)).toEqual(await logps(inGraph()));
  });

  test('all as links to blobs, graph too', async () => {
    const folder = join(root, 'snapshots', 'abc');
    const graph = write(folder, ['model.onnx_data']);
    link(graph, join(root, 'blobs', '0123'));
    link(join(folder, 'model.onnx_data'), join(root, 'blobs', '4567'));
    expect(readOnnxModel(graph).weightsFolder).toBe(join(root, 'blobs'));
    expect(await logps(graph)).toEqual(await logps(inGraph()));
  });

  test('links into several folders', async () => {
    const folder = join(root, 'spread');
    const graph = write(folder, ['a.data', 'b.data', 'c.data']);
    link(join(folder, 'a.data'), join(root, 'far', 'one', 'a'));
    link(join(folder, 'b.data'), join(root, 'far', 'two', 'b'));
    expect(readOnnxModel(graph).weightsFolder).toBe(root);
    expect(await logps(graph)).toEqual(await logps(inGraph()));
  });

  test('with no file of weights at all', () => {
    const graph = join(root, 'small.onnx');
    writeFileSync(
      graph,
      writeModel({
        nodes: [{ op: 'Neg', inputs: ['x'], outputs: ['y'] }],
        initializers: [],
        inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
      }),
    );
    expect(readOnnxModel(graph)).toMatchObject({ weightFiles: [], weightBytes: 0, weightsFolder: root });
  });
});

// Windows would write the zeros.
describe.skipIf(process.platform === 'win32')('files of more than 4 GB (sparse: they take no room)', () => {
  const far = 5 * 2 ** 30 + 12;

  test('beside the graph', async () => {
    const at = field.graph.initializers.findIndex(({ name }) => name === 'lm_head.weight');
    const { bytes } = field.graph.initializers[at];
    const data = openSync(join(root, 'large.data'), 'w');
    writeSync(data, bytes, 0, bytes.length, far);
    closeSync(data);
    const initializers = field.graph.initializers.map((tensor, i) =>
      i === at ? { ...tensor, external: { location: 'large.data', offset: far } } : tensor,
    );
    const graph = join(root, 'large.onnx');
    writeFileSync(graph, writeModel({ ...field.graph, initializers }, field.opset));
    expect(await logps(graph)).toEqual(await logps(inGraph()));
  });

  test('in the graph itself, which onnxruntime alone cannot open', async () => {
    // A weight of 3 GB of zeros that nothing uses, before a model's own.
    const whole = writeModel(field.graph, field.opset);
    const zeros = 3 * 2 ** 30;
    const header = (number: number, length: number) =>
      Uint8Array.from([number * 8 + 2, ...varintField(0, length).subarray(1)]);
    const start = [varintField(1, zeros), varintField(2, 2), textField(8, 'unused'), header(9, zeros)];
    const tensorLength = start.reduce((sum, { length }) => sum + length, zeros);
    const tensor = Buffer.concat([header(5, tensorLength), ...start]);
    const [graphField] = [...fields(bufferSource(whole), 0, whole.length)].filter(
      ({ number }) => number === 7,
    );
    const inside = whole.subarray(graphField.start, graphField.start + graphField.length);
    const parts = [
      whole.subarray(0, graphField.at),
      header(7, tensor.length + zeros + inside.length),
      tensor,
    ];
    const file = join(root, 'huge.onnx');
    const out = openSync(file, 'w');
    const before = Buffer.concat(parts);
    writeSync(out, before);
    const after = Buffer.concat([inside, whole.subarray(graphField.start + graphField.length)]);
    writeSync(out, after, 0, after.length, before.length + zeros);
    closeSync(out);
    expect(readOnnxModel(file).weightBytes).toBeGreaterThan(zeros);
    expect(await logps(file)).toEqual(await logps(inGraph()));
  });
});

test('a graph that is read and written computes the same', async () => {
  const source = gpt2();
  const graph = join(root, 'gpt2.onnx');
  writeFileSync(graph, writeModel(source.graph, source.opset));
  const model = readOnnxModel(graph);
  const session = await openEdited(model);
  const { logits } = await session.run(feedsFor(model, { ids: [ids] }));
  const wanted = source.logits(ids).flat();
  expect(Math.max(...wanted.map((value, i) => Math.abs(value - Number(logits.data[i]))))).toBeLessThan(1e-4);
  await session.release();
});

function bufferSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    byte: (at) => bytes[at],
    bytes: (start, length) => bytes.slice(start, start + length),
    text: (start, length) => Buffer.from(bytes.subarray(start, start + length)).toString('utf8'),
  };
}
