import { acrossWords } from '../dataset/across/acrossWords.ts';
import type { ExampleFacts } from '../dataset/across/exampleFacts.ts';
import type { LocatedProblem } from '../dataset/problem.ts';
import { acrossProblems } from './acrossChecks.ts';
import { applyChanges, type LineChange } from './lineList.ts';
import type { LineProblem } from './problemCap.ts';

/** What a line has by itself, and what it says to the others. */
export interface CheckedText {
  readonly problems: readonly LocatedProblem[];
  readonly facts: readonly ExampleFacts[];
}

/** [n] answers for [n] lines; rejects only when no answer is to be had. */
export type CheckLines = (texts: readonly string[]) => Promise<readonly CheckedText[]>;

/** The text of a document as it is now. */
export interface TextLines {
  readonly lineCount: number;
  lineText(line: number): string;
}

/** `problems` is absent while the line waits for its check. */
interface CheckedLine {
  problems?: readonly LocatedProblem[];
  facts?: readonly ExampleFacts[];
  /** With other lines, as they were when all had been checked last. */
  together?: readonly LocatedProblem[];
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
    // Lines may have been taken out that others were held against.
    if (first.waiting.length === 0) return this.lookAcross().then(() => undefined);
    this.running = this.checkSlices(first);
    return this.running;
  }

  /** Settles with the check that goes on, if one does. */
  async settled(): Promise<void> {
    await this.running;
  }

  end(): void {
    this.ended = true;
  }

  /** Of one line; none while it waits. */
  problemsAt(line: number): readonly LocatedProblem[] {
    return problemsOf(this.lines[line] ?? {});
  }

  problems(): LineProblem[] {
    return this.lines.flatMap((entry, line) => problemsOf(entry).map((problem) => ({ line, problem })));
  }

  private restart(): void {
    this.lines = freshLines(this.source.lineCount);
    this.firstWaiting = 0;
  }

  private async checkSlices(slice: Slice): Promise<void> {
    try {
      do {
        while (slice.waiting.length > 0) {
          const answers = await this.check(slice.texts);
          if (this.ended) return;
          slice.waiting.forEach((entry, i) => {
            entry.problems = answers[i].problems;
            entry.facts = answers[i].facts;
          });
          this.changed();
          slice = this.nextSlice();
        }
        // An edit while this looks is not seen by it, and its lines wait.
        const isWhole = await this.lookAcross();
        if (isWhole) break;
        slice = this.nextSlice();
      } while (!this.ended);
    } catch (error) {
      // Its lines still wait.
      this.firstWaiting = 0;
      throw error;
    } finally {
      this.running = undefined;
    }
  }

  /** What lines have together, once none of them waits. False when an edit came in between. */
  private async lookAcross(): Promise<boolean> {
    const { lines } = this;
    const found = await acrossProblems(lines, () => !this.ended && this.lines === lines);
    if (!found || this.ended || this.lines !== lines) return false;
    const before = lines.filter(({ together }) => together);
    if (found.length === 0 && before.length === 0) return true;
    for (const entry of before) delete entry.together;
    for (const one of found) {
      const entry = lines[Math.max(1, one.line) - 1];
      entry.together = [...(entry.together ?? []), acrossWords(one)];
    }
    this.changed();
    return true;
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

function problemsOf({ problems = [], together = [] }: CheckedLine): readonly LocatedProblem[] {
  return together.length === 0 ? problems : [...problems, ...together];
}

function freshLines(count: number): CheckedLine[] {
  return Array.from({ length: count }, () => ({}));
}
