import type * as vscode from 'vscode';
import type { DatasetResults } from '../run/results.ts';
import { applyChanges, type LineChange } from './lineList.ts';
import type { LineRows } from './lineRows.ts';
import { mergeLines } from './ranges.ts';

/** `misplaced` is absent until the line was looked at. */
interface Line {
  misplaced?: boolean;
}

/** Lines of one document whose best completion the policy does not rank first. */
export class MisplacedLines {
  private lines: readonly Line[] = [];
  private results: DatasetResults | undefined;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly rows: LineRows,
  ) {}

  /** 0-based, ascending. */
  all(): number[] {
    return this.lines.flatMap(({ misplaced }, line) => (misplaced ? [line] : []));
  }

  /** Touched lines count as not looked at. True when one of them was among those that `all` gives. */
  edit(changes: readonly LineChange[]): boolean {
    if (!this.results) return false;
    const touched = changes.some(({ startLine, endLine }) =>
      this.lines.slice(startLine, endLine + 1).some(({ misplaced }) => misplaced),
    );
    this.lines = applyChanges(this.lines, changes, () => ({}));
    return touched;
  }

  /** Looks at the lines that were not looked at with the newest results. False when an edit came between: call again. */
  async update(): Promise<boolean> {
    const { document, rows } = this;
    const results = rows.resultsFor(document);
    const looked = results === this.results && this.lines.length === document.lineCount;
    if (!results) this.lines = [];
    else {
      // Old marks stay in place until all lines were looked at with the new results.
      const lines = looked ? this.lines : Array.from({ length: document.lineCount }, (): Line => ({}));
      const waiting = lines.flatMap(({ misplaced }, line) => (misplaced === undefined ? [line] : []));
      const look = (line: number, row: number | undefined) => {
        lines[line].misplaced = row !== undefined && results.evaluate(row)?.top1 === false;
      };
      const ranges = mergeLines(waiting, lines.length, Number.POSITIVE_INFINITY);
      if (!(await rows.eachLine(document, results, ranges, look, () => true))) return false;
      this.lines = lines;
    }
    this.results = results;
    return true;
  }
}
