import { expect, test } from 'vitest';
import type * as vscode from 'vscode';
import { lineHash } from '../../../extension/dataset/lineHash.ts';
import { LineRows } from '../../../extension/editor/lineRows.ts';
import { MisplacedLines } from '../../../extension/editor/misplacedLines.ts';
import { noRows } from '../../../extension/preference/rows.ts';
import type { DatasetResults } from '../../../extension/run/results.ts';

/** Results whose rows are these texts; those that begin with `!` are ranked wrongly by the policy. */
function resultsOf(texts: readonly string[]): DatasetResults {
  const hashes = texts.map(lineHash);
  return {
    rows: noRows,
    beta: 0.1,
    reading: undefined,
    groupAt: () => undefined,
    rowOf: (hash) => (hashes.includes(hash) ? hashes.indexOf(hash) : undefined),
    evaluate: (row) => ({ top1: !texts[row].startsWith('!') }) as ReturnType<DatasetResults['evaluate']>,
  };
}

/** The parts of a document that are read here. */
function openDocument(lines: string[]) {
  const document = {
    uri: { scheme: 'file', path: '/data/a.jsonl', fsPath: '/data/a.jsonl' },
    languageId: 'jsonl',
    isClosed: false,
    version: 1,
    get lineCount() {
      return lines.length;
    },
    lineAt: (line: number) => ({ text: lines[line] }),
  };
  return document as unknown as vscode.TextDocument & { version: number };
}

test('an edited line loses its mark at once, the others move along, and the old text brings it back', async () => {
  const lines = ['!a', 'b', '!c', '!not evaluated'];
  const document = openDocument(lines);
  let results: DatasetResults | undefined = resultsOf(['!a', 'b', '!c']);
  const rows = new LineRows({ resultsFor: () => results, onDidChange: () => ({ dispose() {} }) });
  const misplaced = new MisplacedLines(document, rows);
  expect(await misplaced.update()).toBe(true);
  expect(misplaced.all()).toEqual([0, 2]);

  const edit = (line: number, removed: number, ...inserted: string[]) => {
    lines.splice(line, removed, ...inserted);
    (document as { version: number }).version++;
    const change = { startLine: line, endLine: line + removed - 1, text: inserted.join('\n') };
    rows.edit(document, [change]);
    return misplaced.edit([change]);
  };
  expect(edit(0, 1, 'new', '!a, edited')).toBe(true);
  expect(misplaced.all()).toEqual([3]);
  expect(edit(2, 1, 'b, edited')).toBe(false);
  await misplaced.update();
  expect(misplaced.all()).toEqual([3]);
  edit(1, 1, '!a');
  expect(misplaced.all()).toEqual([3]);
  await misplaced.update();
  expect(misplaced.all()).toEqual([1, 3]);

  results = undefined;
  await misplaced.update();
  expect(misplaced.all()).toEqual([]);
});

test('new results replace the old marks', async () => {
  const document = openDocument(['!a', '!b']);
  let results = resultsOf(['!a']);
  const rows = new LineRows({ resultsFor: () => results, onDidChange: () => ({ dispose() {} }) });
  const misplaced = new MisplacedLines(document, rows);
  await misplaced.update();
  expect(misplaced.all()).toEqual([0]);
  results = resultsOf(['!a', '!b']);
  await misplaced.update();
  expect(misplaced.all()).toEqual([0, 1]);
});
