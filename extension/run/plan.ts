// Short enough that progress moves and a cancel is felt at once, long enough that the way between processes costs nothing.
const secondsPerCall = 0.4;

/** How many tokens one call to the scorer gets, learned from how long the last ones took. */
export class CallSize {
  tokens: number;

  constructor(private readonly batchTokens: number) {
    this.tokens = batchTokens / 4;
  }

  took(tokens: number, seconds: number): void {
    if (tokens <= 0) return;
    const wished = (tokens * secondsPerCall) / Math.max(seconds, 1e-3);
    // At most double: one lucky call says little.
    this.tokens = Math.min(Math.max(wished, 64), 2 * Math.max(tokens, 64), 16 * this.batchTokens);
  }
}
