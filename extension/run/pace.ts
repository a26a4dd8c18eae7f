/** How fast a run goes, over the last seconds, so that the time left follows the machine. */
export class Pace {
  private readonly marks: { at: number; done: number; tokens: number }[];

  constructor(
    private readonly windowMs = 10_000,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.marks = [{ at: now(), done: 0, tokens: 0 }];
  }

  mark(done: number, tokens: number): void {
    const at = this.now();
    this.marks.push({ at, done, tokens });
    while (this.marks.length > 2 && at - this.marks[1].at > this.windowMs) this.marks.shift();
  }

  get tokensPerSecond(): number {
    const [first, last] = [this.marks[0], this.marks[this.marks.length - 1]];
    return last.at > first.at ? (1000 * (last.tokens - first.tokens)) / (last.at - first.at) : 0;
  }

  /** Seconds for so many examples more; undefined while nothing was finished. */
  secondsFor(examples: number): number | undefined {
    const [first, last] = [this.marks[0], this.marks[this.marks.length - 1]];
    if (last.done <= first.done) return undefined;
    return (examples * (last.at - first.at)) / 1000 / (last.done - first.done);
  }
}
