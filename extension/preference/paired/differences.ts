/** [N] `other - base`; NaN where one of them is. */
export function differences(base: Float64Array, other: Float64Array): Float64Array {
  const out = new Float64Array(base.length);
  for (let i = 0; i < out.length; i++) out[i] = other[i] - base[i];
  return out;
}

/** Mean of `other - base` over the examples that both have, and of each over the same examples. NaN without any. */
export function pairedMeans(base: Float64Array, other: Float64Array) {
  let n = 0;
  let a = 0;
  let b = 0;
  for (let i = 0; i < base.length; i++) {
    const [x, y] = [base[i], other[i]];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    a += x;
    b += y;
  }
  return { n, base: a / n, other: b / n, difference: (b - a) / n };
}

export interface Outcomes {
  readonly better: number;
  readonly worse: number;
  readonly equal: number;
}

/** Examples in which the other run is better or worse than the baseline. */
export function outcomes(base: Float64Array, other: Float64Array, lowerIsBetter: boolean): Outcomes {
  let more = 0;
  let less = 0;
  let equal = 0;
  for (let i = 0; i < base.length; i++) {
    more += Number(other[i] > base[i]);
    less += Number(other[i] < base[i]);
    equal += Number(other[i] === base[i]);
  }
  return lowerIsBetter ? { better: less, worse: more, equal } : { better: more, worse: less, equal };
}

/** Examples by the signs of their margins: `flipped` ones are right in one run and wrong in the other. */
export interface SignFlips {
  /** Below 0 in the baseline, above 0 in the other run; and the other way round. */
  readonly toRight: number;
  readonly toWrong: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  /** 0 in one of them. */
  readonly zero: number;
}

export function signFlips(base: Float64Array, other: Float64Array): SignFlips {
  const out = { toRight: 0, toWrong: 0, bothRight: 0, bothWrong: 0, zero: 0 };
  for (let i = 0; i < base.length; i++) {
    const [a, b] = [base[i], other[i]];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    if (a === 0 || b === 0) out.zero++;
    else if (a > 0) out[b > 0 ? 'bothRight' : 'toWrong']++;
    else out[b > 0 ? 'toRight' : 'bothWrong']++;
  }
  return out;
}

export const isFlip = (a: number, b: number): boolean => (a > 0 && b < 0) || (a < 0 && b > 0);

/** Sums of pairs for their correlation. */
export interface Moments2 {
  n: number;
  meanX: number;
  meanY: number;
  xx: number;
  yy: number;
  xy: number;
}

export const moments2 = (): Moments2 => ({ n: 0, meanX: 0, meanY: 0, xx: 0, yy: 0, xy: 0 });

/** Welford's one pass; a pair of which one is NaN does not count. */
export function addPair(moments: Moments2, x: number, y: number): void {
  if (Number.isNaN(x) || Number.isNaN(y)) return;
  const each = 1 / ++moments.n;
  const offX = x - moments.meanX;
  const offY = y - moments.meanY;
  moments.meanX += offX * each;
  moments.meanY += offY * each;
  const restY = y - moments.meanY;
  moments.xx += offX * (x - moments.meanX);
  moments.yy += offY * restY;
  moments.xy += offX * restY;
}

/** Pearson's correlation; NaN when one of the two does not vary. */
export function pearson({ xx, yy, xy }: Moments2): number {
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN;
}
