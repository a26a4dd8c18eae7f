import { normalBelow, normalPoint } from './normal.ts';

/** A mean with its 95% bootstrap interval. NaN where undefined. */
export interface BootstrapEstimate {
  /** Values counted. */
  readonly n: number;
  readonly mean: number;
  /** NaN for n < 2. */
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** The same seed draws the same. */
  readonly seed?: number;
  readonly resamples?: number;
  /** Beyond that many values, blocks of them are drawn. */
  readonly mostBlocks?: number;
}

/** Resamples that can be drawn in parts, so that a page stays quick: what comes out does not depend on the parts. */
export interface Bootstrap {
  /** Draws up to `resamples` more. True when there are none left to draw. */
  draw(resamples: number): boolean;
  /** Once all are drawn. */
  estimate(): BootstrapEstimate;
}

/** The 95% interval of the mean of `values`, those that are NaN left out. See `bootstrap`. */
export function bootstrapMean(values: Float64Array, options: BootstrapOptions = {}): BootstrapEstimate {
  const drawing = bootstrap(values, options);
  drawing.draw(Number.POSITIVE_INFINITY);
  return drawing.estimate();
}

/**
 * Bootstrap of a mean with the BCa interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 14.3: bias-corrected
 * and accelerated), 1,000 resamples. Up to 10,000 values each is drawn by itself. More are first put into 10,000 blocks at random,
 * and whole blocks are drawn; the mean of a resample is the sum over its blocks by the count over its blocks. As which values share a
 * block is chance, the spread between blocks is that of values (its variance is known to 1.4%), and time does not grow with n.
 */
export function bootstrap(
  values: Float64Array,
  { seed = 1, resamples = 1000, mostBlocks = 10_000 }: BootstrapOptions = {},
): Bootstrap {
  const state = firstState(seed);
  const { n, sums, sizes } = blocksOf(values, mostBlocks, state);
  const mean = sum(sums) / n;
  const means = new Float64Array(n < 2 ? 0 : resamples);
  const isVaried = sums.some((each, block) => each !== sums[0] || sizes[block] !== sizes[0]);
  let drawn = 0;
  return {
    draw(more) {
      // A constant has no spread, whatever is drawn.
      if (!isVaried) drawn = means.length;
      const end = Math.min(means.length, drawn + more);
      for (; drawn < end; drawn++) means[drawn] = meanOfDraw(sums, sizes, state);
      return drawn >= means.length;
    },
    estimate() {
      if (n < 2) return { n, mean, low: Number.NaN, high: Number.NaN };
      if (!isVaried) return { n, mean, low: mean, high: mean };
      const sorted = means.slice().sort();
      const bias = biasOf(sorted, mean);
      const acceleration = accelerationOf(sums, sizes, mean);
      const end = (share: number) => {
        const z = bias + normalPoint(share);
        return quantile(sorted, normalBelow(bias + z / (1 - acceleration * z)));
      };
      return { n, mean, low: end(0.025), high: end(0.975) };
    },
  };
}

/** Sums and sizes of the blocks; one value each where there are few. */
function blocksOf(values: Float64Array, most: number, state: Int32Array) {
  let n = 0;
  for (let i = 0; i < values.length; i++) n += Number(!Number.isNaN(values[i]));
  const blocks = Math.min(n, most);
  const sums = new Float64Array(blocks);
  const sizes = new Float64Array(blocks);
  const scale = blocks / 4294967296;
  let next = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    const block = n > most ? Math.floor(drawn(state) * scale) : next++;
    sums[block] += value;
    sizes[block]++;
  }
  return { n, sums, sizes };
}

/** z of the share of resamples below the mean; those at it count half (z0 of eq. 14.14). */
function biasOf(sorted: Float64Array, mean: number): number {
  let below = 0;
  for (const value of sorted) below += value < mean ? 1 : value === mean ? 0.5 : 0;
  // A mean beyond all resamples, as of few values that hardly vary.
  const edge = 0.5 / sorted.length;
  return normalPoint(Math.max(edge, Math.min(1 - edge, below / sorted.length)));
}

/** A sixth of the skewness of the blocks' influence on the mean (eq. 14.15; for a mean the jackknife has this closed form). */
function accelerationOf(sums: Float64Array, sizes: Float64Array, mean: number): number {
  let squares = 0;
  let cubes = 0;
  for (let block = 0; block < sums.length; block++) {
    const influence = sums[block] - mean * sizes[block];
    squares += influence ** 2;
    cubes += influence ** 3;
  }
  return cubes / (6 * squares ** 1.5) || 0;
}

/** Linear between the two nearest of ascending values (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const at = Math.max(0, Math.min(1, share)) * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}

/** Neumaier's sum (1974). */
function sum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Mean of as many blocks as there are, drawn with replacement. A function of its own and without calls: it is run for ten million draws an interval. */
function meanOfDraw(sums: Float64Array, sizes: Float64Array, state: Int32Array): number {
  const blocks = sums.length;
  const scale = blocks / 4294967296;
  let bits = state[0];
  let total = 0;
  let size = 0;
  for (let i = 0; i < blocks; i++) {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    const block = Math.floor((Math.imul(bits, odd) >>> 0) * scale);
    total += sums[block];
    size += sizes[block];
  }
  state[0] = bits;
  return total / size;
}

/** Xorshift (Marsaglia, 2003) times an odd number: 32 random bits at a time. */
const odd = 0x2c9277b5;

const firstState = (seed: number) => Int32Array.of(Math.imul(seed | 0, 0x9e3779b1) || 0x9e3779b1);

function drawn(state: Int32Array): number {
  let bits = state[0];
  bits ^= bits << 13;
  bits ^= bits >>> 17;
  bits ^= bits << 5;
  state[0] = bits;
  return Math.imul(bits, odd) >>> 0;
}
