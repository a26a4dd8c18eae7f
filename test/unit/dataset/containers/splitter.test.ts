import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Piece,
  Splitter,
  type SplitterOptions,
} from '../../../../extension/dataset/containers/splitter.ts';

const few: SplitterOptions = { inList: false, maxBytes: 1 << 20 };

function piecesOf(text: string, options: Partial<SplitterOptions> = {}, chunk = text.length * 3 + 1) {
  const splitter = new Splitter({ ...few, ...options });
  const bytes = Buffer.from(text);
  const copy = ({ bytes: own, ...place }: Piece) => ({ ...place, text: own?.toString('utf8') });
  const found = [];
  for (let at = 0; at < bytes.length; at += chunk)
    found.push(...splitter.push(Buffer.from(bytes.subarray(at, at + chunk))).map(copy));
  found.push(...splitter.finish().map(copy));
  return { found, isComplete: splitter.isComplete };
}

const textsOf = (text: string, options?: Partial<SplitterOptions>) =>
  piecesOf(text, options).found.map((piece) => piece.text);

describe('objects in any spacing', () => {
  test('on one line, over lines, with commas between', () => {
    const text = '{"a": 1}{"b": [{}, "}"]}\n{\n  "c": "\\"{"\n}\r\n, {"d": 4} ';
    expect(textsOf(text)).toEqual(['{"a": 1}', '{"b": [{}, "}"]}', '{\n  "c": "\\"{"\n}', '{"d": 4}']);
  });

  test('each with its line and column', () => {
    const { found } = piecesOf('{"é😀": 1} {"b": 2}\n\n  {\n"c": 3\n} {"d": 4}');
    expect(found.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [1, 12],
      [3, 3],
      [5, 3],
    ]);
  });

  test('words between are pieces of their own', () => {
    expect(textsOf('nonsense here\n{"a": 1} ] {"b": 2}\n"text"')).toEqual([
      'nonsense here',
      '{"a": 1}',
      ']',
      '{"b": 2}',
      '"text"',
    ]);
  });
});

describe('a broken one costs no other', () => {
  const record = (n: number) => `{\n  "n": ${n},\n  "list": [\n    {"x": "y"}\n  ]\n}`;
  test.each([
    ['its end is missing', '{\n  "n": 2,\n  "list": [\n    1'],
    ['its last bracket is missing', '{\n  "n": 2'],
    ['it ends after a comma', '{\n  "n": 2,'],
    ['it ends in a list, after a comma', '{\n  "n": [1,'],
    ['it ends in a list', '{\n  "n": ["a"'],
    ['a text is not closed', '{\n  "n": "2,\n  "m": 3\n}'],
    ['a list is closed by a brace', '{\n  "n": [1, 2}'],
    ['it is no JSON', 'some words\n  in lines'],
  ])('%s', (_, broken) => {
    const texts = textsOf([record(1), broken, record(3), record(4)].join('\n'));
    expect(texts[0]).toBe(record(1));
    expect(texts.slice(-2)).toEqual([record(3), record(4)]);
    expect(texts.slice(1, -2).join('\n').replace(/\s/g, '')).toBe(broken.replace(/\s/g, ''));
  });

  test('a bracket too many is the record’s own', () => {
    expect(textsOf('{"a": [1]]}\n{"b": 2}')).toEqual(['{"a": [1]]}', '{"b": 2}']);
  });

  test('indented in a list', () => {
    const text = '[\n  {\n    "a": 1,\n  {\n    "a": 2\n  }\n]'.slice(1);
    const { found, isComplete } = piecesOf(text, { inList: true });
    expect(found.map((piece) => piece.text)).toEqual(['{\n    "a": 1,', '{\n    "a": 2\n  }']);
    expect(isComplete).toBe(true);
  });

  test('a list that is not closed is told', () => {
    expect(piecesOf('{"a": 1}, {"b": 2},', { inList: true }).isComplete).toBe(false);
    expect(piecesOf('{"a": 1}]', { inList: true }).isComplete).toBe(true);
  });
});

describe('hostile', () => {
  test('a piece that is too long is passed over', () => {
    const text = `{"a": "${'x'.repeat(500)}"}\n{"b": 2}`;
    for (const chunk of [7, 100, 5000]) {
      const { found } = piecesOf(text, { maxBytes: 50 }, chunk);
      expect(found).toMatchObject([
        { byteOffset: 0, byteLength: 509, text: undefined },
        { byteOffset: 510, byteLength: 8, text: '{"b": 2}', line: 2, column: 1 },
      ]);
    }
  });

  test('a long piece in many parts is not copied again for each', () => {
    const started = performance.now();
    const splitter = new Splitter({ ...few, maxBytes: 1 << 27 });
    const part = Buffer.alloc(1 << 14, 'x');
    splitter.push(Buffer.from('{"a": "'));
    for (let i = 0; i < 3000; i++) expect(splitter.push(part)).toEqual([]);
    expect(splitter.push(Buffer.from('"}'))).toMatchObject([{ byteLength: 3000 * part.length + 9 }]);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test.each([
    ['braces', '{\n'.repeat(300_000)],
    ['nesting', '{"a":\n'.repeat(300_000)],
    ['lists', '[\n'.repeat(300_000)],
    ['indented lists', `{\n ${'[\n{\n '.repeat(100_000)}`],
    ['open texts', '{"\n'.repeat(300_000)],
    ['closing', '}\n]'.repeat(300_000)],
    ['candidates', '{\n "a": [1,\n'.repeat(200_000)],
    ['one text', `{"a": "${'\\"'.repeat(500_000)}`],
  ])('%s take a moment', (_, text) => {
    const started = performance.now();
    piecesOf(text, {}, 1 << 16);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('any JSON, any spacing, any chunks', () => {
  const values = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), { maxLength: 6 });
  const indent = fc.constantFrom<number | string>(0, 1, 4, '\t');
  const between = fc.constantFrom('', '\n', ' ', '\r\n\r\n', ',\n', ' , ');

  test('all come, in order, whole', () => {
    fc.assert(
      fc.property(
        values,
        indent,
        between,
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (all, space, gap, chunk, inList) => {
          const texts = all.map((value) => JSON.stringify(value, null, space));
          const text = inList
            ? `${texts.join(`${gap.replace(',', '')},${gap.replace(',', '')}`)}]`
            : texts.join(gap);
          const { found, isComplete } = piecesOf(text, { inList }, chunk);
          expect(isComplete).toBe(true);
          expect(found.map((piece) => piece.text)).toEqual(texts);
          for (const { byteOffset, byteLength, text: own } of found)
            expect(Buffer.from(text).toString('utf8', byteOffset, byteOffset + byteLength)).toBe(own);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('nothing but white space and commas is lost, whatever the bytes', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '\n',
      ' ',
      'a',
      '{"a": 1}',
      '\n{\n "b": 2\n}',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (parts, chunk) => {
        const text = parts.join('');
        const { found } = piecesOf(text);
        expect(piecesOf(text, {}, chunk).found).toEqual(found);
        const lost: string[] = [];
        let at = 0;
        for (const { byteOffset, byteLength } of found) {
          expect(byteOffset).toBeGreaterThanOrEqual(at);
          lost.push(text.slice(at, byteOffset));
          at = byteOffset + byteLength;
        }
        expect((lost.join('') + text.slice(at)).replace(/[\s,]/g, '')).toBe('');
        for (const { line, column, byteOffset } of found) {
          const before = text.slice(0, byteOffset).split('\n');
          expect([line, column]).toEqual([before.length, before[before.length - 1].length + 1]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
