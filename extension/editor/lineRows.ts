import type * as vscode from 'vscode';
import { exampleHash, lineHash } from '../dataset/lineHash.ts';
import { type DatasetResults, groupOfLine, type ResultsSource } from '../run/results.ts';
import { isJsonl } from './jsonlDocument.ts';
import { applyChanges, type LineChange } from './lineList.ts';
import type { LineRange } from './ranges.ts';
import { timeSliced } from './timeSlice.ts';

interface HashedLine {
  hash?: string;
}

/** Which row of the results stands for a line of an open document: only while the line's text is the one that was scored. */
export class LineRows {
  private readonly documents = new WeakMap<vscode.TextDocument, readonly HashedLine[]>();

  constructor(private readonly results: ResultsSource) {}

  resultsFor(document: vscode.TextDocument): DatasetResults | undefined {
    return document.uri.scheme === 'file' && isJsonl(document)
      ? this.results.resultsFor(document.uri.fsPath)
      : undefined;
  }

  /** Forgets what the touched lines were; the others keep their hash and move along. */
  edit(document: vscode.TextDocument, changes: readonly LineChange[]): void {
    const lines = this.documents.get(document);
    if (lines)
      this.documents.set(
        document,
        applyChanges(lines, changes, () => ({})),
      );
  }

  /** Row of a 0-based line, or of another one of the line's rankings. */
  rowAt(document: vscode.TextDocument, line: number, results: DatasetResults, part = 0): number | undefined {
    const entry = this.linesOf(document)[line];
    entry.hash ??= lineHash(document.lineAt(line).text);
    const row = results.rowOf(exampleHash(entry.hash, part), line + 1);
    // A record of several lines is one ranking.
    if (row !== undefined || part > 0) return row;
    const group = groupOfLine(results, document, line);
    return group?.first === line ? group.row : undefined;
  }

  /**
   * Visits these lines with their rows, in slices that leave the host responsive.
   * False when it was given up: the document changed, or `wanted` says that nobody waits for it.
   */
  async eachLine(
    document: vscode.TextDocument,
    results: DatasetResults,
    ranges: readonly LineRange[],
    visit: (line: number, row: number | undefined) => void,
    wanted: () => boolean,
  ): Promise<boolean> {
    const { version } = document;
    const current = () => document.version === version && !document.isClosed && wanted();
    for (const { from, to } of ranges) {
      const step = (i: number) => visit(from + i, this.rowAt(document, from + i, results));
      if (!(await timeSliced(to - from + 1, step, current))) return false;
    }
    return true;
  }

  private linesOf(document: vscode.TextDocument): readonly HashedLine[] {
    let lines = this.documents.get(document);
    if (lines?.length !== document.lineCount) {
      lines = Array.from({ length: document.lineCount }, () => ({}));
      this.documents.set(document, lines);
    }
    return lines;
  }
}
