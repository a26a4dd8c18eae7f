import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { OnnxError } from '../../../extension/onnx/onnxModel.ts';
import { bytesField, messageField, textField, varintField } from '../../../extension/onnx/protobufWriter.ts';
import { readOnnxModel } from '../../../extension/onnx/readOnnxModel.ts';
import { gpt2 } from '../../fixtures/onnx/field/families.ts';
import { writeModel } from '../../fixtures/onnx/onnxWriter.ts';

const folder = mkdtempSync(join(tmpdir(), 'plackett-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'model.onnx');

const whole = Buffer.from(writeModel(gpt2().graph));

/** Kind and message of the refusal; undefined where the bytes are a model. */
function refusal(bytes: Uint8Array): { kind: string; message: string } | undefined {
  writeFileSync(file, bytes);
  try {
    readOnnxModel(file);
    return undefined;
  } catch (error) {
    if (error instanceof OnnxError) return { kind: error.kind, message: error.message };
    throw error;
  }
}

/** A model whose only tensor says that its values are elsewhere. */
function withWeightAt(entries: Readonly<Record<string, string>>): Uint8Array {
  const pairs = Object.entries(entries).map(([key, value]) =>
    messageField(13, [textField(1, key), textField(2, value)]),
  );
  const tensor = [varintField(1, 4), varintField(2, 1), textField(8, 'w'), ...pairs, varintField(14, 1)];
  return Buffer.concat([varintField(1, 8), bytesField(7, messageField(5, tensor))]);
}

describe('what is no whole model is refused with its kind', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'empty', /is empty/],
    [
      'a git-lfs pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
      'lfs-pointer',
      /git-lfs/,
    ],
    ['text', Buffer.from('<!doctype html><html>Not found</html>'), 'not-onnx', /not an ONNX file/],
    ['zeros', Buffer.alloc(1000), 'not-onnx', /not an ONNX file/],
    [
      'half a model',
      whole.subarray(0, whole.length / 2),
      'cut-off',
      /should have at least \d+ bytes and has \d+/,
    ],
    ['a header', whole.subarray(0, 8), 'cut-off', /before its graph/],
    ['two graphs', Buffer.concat([whole, whole]), 'not-onnx', /two graphs/],
  ])('%s', (_, bytes, kind, message) => {
    expect(refusal(bytes)).toEqual({ kind, message: expect.stringMatching(message) });
  });

  test('wherever it is cut off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(refusal(whole.subarray(0, length))?.kind).toMatch(/^(empty|cut-off|not-onnx)$/);
      }),
      // Just behind the graph, too.
      { numRuns: 40, examples: [[whole.length - 6], [whole.length - 1]] },
    );
  });

  test('whatever byte is wrong, there is a model or a refusal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        refusal(bytes);
      }),
      { numRuns: 80 },
    );
  });

  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void refusal(bytes)));
  });
});

describe('weights are looked for in its own folder only', () => {
  test.each(['/etc/passwd', '../model.data', 'a/../../b', 'C:\\weights', '\\\\host\\share', '', 'a\0b'])(
    '%j',
    (location) => {
      expect(refusal(withWeightAt({ location, offset: '0', length: '16' }))).toMatchObject({
        kind: 'unsafe',
      });
    },
  );

  test('a missing file is named, with its name cut short', () => {
    const location = 'w'.repeat(200);
    const found = refusal(withWeightAt({ location, offset: '0', length: '16' }));
    expect(found).toMatchObject({ kind: 'missing-weights', message: expect.stringMatching(/"w{80}\.\.\."/) });
  });

  test('a file that is too short', () => {
    writeFileSync(join(folder, 'short.data'), Buffer.alloc(10));
    const found = refusal(withWeightAt({ location: 'short.data', offset: '0', length: '16' }));
    expect(found).toEqual({ kind: 'cut-off', message: 'needs 16 bytes of "short.data", which has 10' });
  });

  test.each(['-1', '1e3', '', 'many', '99999999999999999999'])('an offset of %j', (offset) => {
    writeFileSync(join(folder, 'short.data'), Buffer.alloc(10));
    expect(refusal(withWeightAt({ location: 'short.data', offset }))?.kind).toBe('not-onnx');
  });
});

describe('a file takes no more memory than a graph needs', () => {
  test('a length of terabytes', () => {
    const graph = Buffer.concat([varintField(1, 8), Buffer.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])]);
    expect(refusal(graph)?.kind).toBe('cut-off');
  });

  test('a name of two gigabytes in a sparse file', () => {
    const size = 2 ** 31;
    // Tags and lengths of graph, node and name, and then nothing.
    const head = [varintField(1, 8), lengthOf(7, size + 20), lengthOf(1, size + 10), lengthOf(3, size)];
    writeFileSync(file, Buffer.concat(head));
    truncateSync(file, size + 100);
    const before = process.memoryUsage().rss;
    expect(() => readOnnxModel(file)).toThrow(OnnxError);
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  });

  test('graphs in graphs without end', () => {
    let node: Uint8Array = textField(4, 'If');
    for (let depth = 0; depth < 200; depth++) {
      const branch = messageField(5, [textField(1, 'then_branch'), bytesField(6, bytesField(1, node))]);
      node = Buffer.concat([textField(4, 'If'), branch]);
    }
    const graph = bytesField(1, node);
    const found = refusal(Buffer.concat([varintField(1, 8), bytesField(7, graph)]));
    expect(found).toMatchObject({ kind: 'not-onnx', message: expect.stringMatching(/deep/) });
  });

  test('a million empty nodes are counted, not collected for ever', () => {
    const nodes = Buffer.alloc(4_000_000);
    for (let i = 0; i < nodes.length; i += 2) nodes[i] = 0x0a;
    const found = refusal(Buffer.concat([varintField(1, 8), bytesField(7, nodes)]));
    expect(found?.kind).toBe('too-large');
  });
});

test('nodes that take from each other', () => {
  const node = (from: string, to: string) => ({ op: 'Neg', inputs: [from], outputs: [to] });
  const nodes = [node('a', 'b'), node('b', 'a')];
  const found = refusal(writeModel({ nodes, initializers: [], inputs: [], outputs: [] }));
  expect(found).toMatchObject({ kind: 'not-onnx', message: expect.stringMatching(/circle/) });
});

/** Tag and length of a field whose payload follows. */
function lengthOf(number: number, length: number): Uint8Array {
  return Uint8Array.from([number * 8 + 2, ...varintField(0, length).subarray(1)]);
}
