import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readLines } from '../../extension/dataset/lines.ts';
import { closeEditors, problemsOf, showFile } from './rankings.ts';
import { until } from './until.ts';

/** Uniform numbers in 0..1 from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

// No U+2028: VS Code asks to take it out of an open file.
const pieces = [
  'a',
  ' ',
  '\u00e9',
  '\u4e16',
  '\ud83d\ude00',
  '\\n',
  '\\u00e9',
  '\\ud83d\\ude00',
  '\\"',
  '\\\\',

  '\u200d',
];

/** Records whose wrong index stands behind text of every kind of character; the place of each as the text before it on its line. */
function hardFile(seed: number) {
  const next = random(seed);
  const text = () =>
    Array.from(
      { length: 1 + Math.floor(next() * 12) },
      () => pieces[Math.floor(next() * pieces.length)],
    ).join('');
  const lineEnd = next() < 0.5 ? '\n' : '\r\n';
  const lines = Array.from({ length: 3 + Math.floor(next() * 5) }, (_, i) => {
    if (next() < 0.2) return { line: '', before: undefined };
    const before = `{"id": "${text()}", "prompt": "q ${text()}", "responses": ["a ${text()}", "b ${i}${text()}"], "ranking": [0, 1, `;
    return { line: `${before}7]}`, before };
  });
  const mark = next() < 0.5 ? '\ufeff' : '';
  return {
    lines,
    content: `${mark}${lines.map(({ line }) => line).join(lineEnd)}${next() < 0.5 ? lineEnd : ''}`,
  };
}

suite('Positions', () => {
  teardown(closeEditors);

  test('of problems are those of the editor, whatever characters, escapes, marks and line ends stand before them', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { lines, content } = hardFile(seed);
      const { document } = await showFile(content, `hard-${seed}.jsonl`);
      const expected = lines.flatMap(({ before }, line) =>
        before === undefined ? [] : [`${line}:${before.length}`],
      );
      const found = () =>
        problemsOf(document.uri)
          .filter(({ code }) => code === 'ranking-out-of-range')
          .map(({ range }) => `${range.start.line}:${range.start.character}`);
      await until(`the problems of file ${seed}`, () => found().length === expected.length);
      assert.deepEqual(found(), expected, `file ${seed}`);
      for (const { code, range } of problemsOf(document.uri))
        if (code === 'ranking-out-of-range') assert.equal(document.getText(range), '7');
    }
  }).timeout(60_000);

  test('of lines in the file are those of its bytes, and their texts those of the editor', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { document } = await showFile(hardFile(seed).content, `bytes-${seed}.jsonl`);
      const bytes = await readFile(document.uri.fsPath);
      for await (const block of readLines(document.uri.fsPath, { chunkBytes: 16 + seed }))
        for (const { line, byteOffset, byteLength, text } of block) {
          assert.equal(bytes.toString('utf8', byteOffset, byteOffset + byteLength), text);
          // The editor hides the mark.
          assert.equal(document.lineAt(line - 1).text, text.replace(/^\ufeff/, ''));
        }
    }
  });
});
