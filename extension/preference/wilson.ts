import { normal95 } from './moments.ts';

/** A share of trials with its 95% confidence interval. NaN when there are none. */
export interface Rate {
  /** Trials. */
  readonly n: number;
  /** Successes / trials. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson score interval (1927), which stays inside 0..1 and holds for few trials. */
export function wilson(successes: number, n: number): Rate {
  if (n === 0) return { n, mean: Number.NaN, low: Number.NaN, high: Number.NaN };
  const mean = successes / n;
  const z2 = normal95 * normal95;
  const middle = (successes + z2 / 2) / (n + z2);
  const half = (normal95 / (n + z2)) * Math.sqrt(n * mean * (1 - mean) + z2 / 4);
  // The ends are exact where rounding would miss them by a last digit.
  return {
    n,
    mean,
    low: successes === 0 ? 0 : middle - half,
    high: successes === n ? 1 : middle + half,
  };
}
