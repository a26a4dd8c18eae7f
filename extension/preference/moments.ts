/** Mean and spread of a column, with the 95% confidence interval of the mean. NaN where undefined. */
export interface Estimate {
  /** Values counted. */
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1). */
  readonly sd: number;
  /** 95% interval of the mean by Student's t; NaN for n < 2. */
  readonly low: number;
  readonly high: number;
}

/** Estimate over the values that are not NaN. One pass: Neumaier (1974) for the sum, Welford (1962) for the spread. */
export function estimate(values: Float64Array): Estimate {
  let n = 0;
  let sum = 0;
  let lost = 0;
  let running = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    n++;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    const off = value - running;
    running += off / n;
    squares += off * (value - running);
  }
  return estimateOf(n, (sum + lost) / n, squares);
}

/** Estimate from a count, a mean and the sum of squared distances to the mean. */
export function estimateOf(n: number, mean: number, squares: number): Estimate {
  if (n === 0) return { n, mean: Number.NaN, sd: Number.NaN, low: Number.NaN, high: Number.NaN };
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  const half = n > 1 ? (studentT95(n - 1) * sd) / Math.sqrt(n) : Number.NaN;
  return { n, mean, sd, low: mean - half, high: mean + half };
}

/** Two-sided 95% point of the standard normal distribution. */
export const normal95 = 1.959963984540054;

/** Two-sided 95% point of Student's t: Hill (1970), CACM algorithm 396, to 6 digits; exact for 1 and 2 degrees. */
export function studentT95(degrees: number): number {
  const p = 0.05;
  if (degrees === 1) return Math.cos((p * Math.PI) / 2) / Math.sin((p * Math.PI) / 2);
  if (degrees === 2) return Math.sqrt(2 / (p * (2 - p)) - 2);
  const a = 1 / (degrees - 0.5);
  const b = (48 / a) * (1 / a);
  let c = ((20700 * (a / b) - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let y = (d * p) ** (2 / degrees);
  if (y > 0.05 + a) {
    const x = -normal95;
    y = x * x;
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6);
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    const tail = ((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3;
    y = ((1 / tail + 0.5 / (degrees + 4)) * y - 1) * ((degrees + 1) / (degrees + 2)) + 1 / y;
  }
  return Math.sqrt(degrees * y);
}
