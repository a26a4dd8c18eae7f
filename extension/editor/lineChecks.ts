import type { LocatedProblem } from '../dataset/problem.ts';
import { applyChanges, type LineChange } from './lineList.ts';
import type { LineProblem } from './problemCap.ts';

/** [n] problems of [n] lines; rejects only when no answer is to be had. */
export type CheckLines = (texts: readonly string[]) => Promise<readonly (readonly LocatedProblem[])[]>;

/** The text of a document as it is now. */
export interface TextLines {
  readonly lineCount: number;
  lineText(line: number): string;
}

/** `problems` is absent while the line waits for its check. */
interface CheckedLine {
  problems?: readonly LocatedProblem[];
}

interface Slice {
  readonly waiting: readonly CheckedLine[];
  readonly texts: readonly string[];
}

/** What goes to the worker at once, so that neither side is held for long. */
const sliceLines = 2000;
const sliceUnits = 1 << 20;

/** The problems of one document, line by line: an edit re-checks only the lines it touched. */
export class LineChecks {
  private lines: readonly CheckedLine[];
  /** No line before this one waits. */
  private firstWaiting = 0;
  private running: Promise<void> | undefined;
  private ended = false;

  constructor(
    private readonly source: TextLines,
    private readonly check: CheckLines,
    private readonly changed: () => void,
  ) {
    this.lines = freshLines(source.lineCount);
  }

  edit(changes: readonly LineChange[]): void {
    for (const { startLine } of changes) this.firstWaiting = Math.min(this.firstWaiting, startLine);
    this.lines = applyChanges(this.lines, changes, () => ({}));
    // Cannot happen as long as the editor tells every change; then everything is checked anew rather than shown in wrong places.
    if (this.lines.length !== this.source.lineCount) this.restart();
  }

  /** Checks whatever waits, slice by slice, until nothing does. */
  run(): Promise<void> {
    if (this.running) return this.running;
    const first = this.nextSlice();
    if (first.waiting.length === 0) return Promise.resolve();
    this.running = this.checkSlices(first);
    return this.running;
  }

  end(): void {
    this.ended = true;
  }

  /** Of one line; none while it waits. */
  problemsAt(line: number): readonly LocatedProblem[] {
    return this.lines[line]?.problems ?? [];
  }

  problems(): LineProblem[] {
    return this.lines.flatMap(({ problems }, line) => problems?.map((problem) => ({ line, problem })) ?? []);
  }

  private restart(): void {
    this.lines = freshLines(this.source.lineCount);
    this.firstWaiting = 0;
  }

  private async checkSlices(slice: Slice): Promise<void> {
    try {
      while (!this.ended && slice.waiting.length > 0) {
        const answers = await this.check(slice.texts);
        if (this.ended) return;
        slice.waiting.forEach((entry, i) => {
          entry.problems = answers[i];
        });
        this.changed();
        slice = this.nextSlice();
      }
    } catch (error) {
      // Its lines still wait.
      this.firstWaiting = 0;
      throw error;
    } finally {
      this.running = undefined;
    }
  }

  private nextSlice(): Slice {
    const waiting: CheckedLine[] = [];
    const texts: string[] = [];
    let units = 0;
    let line = this.firstWaiting;
    for (; line < this.lines.length && texts.length < sliceLines && units < sliceUnits; line++) {
      const entry = this.lines[line];
      if (entry.problems) continue;
      const text = this.source.lineText(line);
      waiting.push(entry);
      texts.push(text);
      units += text.length;
    }
    this.firstWaiting = line;
    return { waiting, texts };
  }
}

function freshLines(count: number): CheckedLine[] {
  return Array.from({ length: count }, () => ({}));
}
