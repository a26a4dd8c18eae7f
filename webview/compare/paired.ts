import { finish, type Job } from '../../extension/preference/job.ts';
import { bootstrap } from '../../extension/preference/paired/bootstrap.ts';
import {
  differences,
  outcomes,
  pairedMeans,
  signFlips,
} from '../../extension/preference/paired/differences.ts';
import { lowerIsBetter, type MetricKey } from '../../extension/preference/paired/pairedMetrics.ts';
import { rewardCorrelation } from '../../extension/preference/paired/rewardCorrelation.ts';
import { base, beta, factorOf, isMoving, type Shown, settledBeta } from './state.ts';
import { type JobOptions, once } from './work.ts';

/** What is computed of two runs, each thing when it is shown and piece by piece. Undefined while it is. */

/** [N] values of a run: for beta 1 where they scale with beta. */
export function* columnOf({ metrics }: Shown, run: number, key: MetricKey, at: number): Job<Float64Array> {
  return key === 'loss' ? yield* metrics[run].losses(at) : metrics[run].unit[key];
}

type Compute<T> = (a: Float64Array, b: Float64Array) => Job<T>;

/** Of a metric in two runs, at the beta on the slider; of losses only when it rests where there are many. */
export function ofPair<T>(
  now: Shown,
  what: string,
  [from, to]: readonly [number, number],
  key: MetricKey,
  compute: Compute<T>,
  options?: JobOptions,
): T | undefined {
  const isLoss = key === 'loss';
  if (isLoss && isMoving.value) return undefined;
  const at = isLoss ? beta.value : 0;
  return now.work.of(
    `${what}/${from}/${to}/${key}/${at}`,
    function* () {
      const a = yield* columnOf(now, from, key, at);
      yield;
      const b = yield* columnOf(now, to, key, at);
      yield;
      return yield* compute(a, b);
    },
    isLoss ? { ...options, large: true } : options,
  );
}

/** Means of the baseline and a run over what both scored, and their difference; the run twice for its own mean. For this beta. */
export function meansOf(now: Shown, pair: readonly [number, number], key: MetricKey) {
  if (key === 'loss') return now.lossMeans.at(...pair, beta.value);
  const found = ofPair(now, 'means', pair, key, (a, b) => once(() => pairedMeans(a, b)));
  const factor = factorOf(key);
  return (
    found && {
      n: found.n,
      base: factor * found.base,
      other: factor * found.other,
      difference: factor * found.difference,
    }
  );
}

export const outcomesOf = (now: Shown, pair: readonly [number, number], key: MetricKey) =>
  ofPair(now, 'outcomes', pair, key, (a, b) => once(() => outcomes(a, b, lowerIsBetter(key))));

export const flipsOf = (now: Shown, pair: readonly [number, number]) =>
  ofPair(now, 'flips', pair, 'margin', (a, b) => once(() => signFlips(a, b)));

export function correlationOf({ work, runs, metrics }: Shown, [from, to]: readonly [number, number]) {
  const placed = (run: number) => ({ run: runs[run], places: metrics[run].places() });
  return work.of(`correlation/${from}/${to}`, () => rewardCorrelation(placed(from), placed(to)));
}

/** Resamples between two looks at the clock. */
const resamplesAtOnce = 20;

/** Bootstrap interval of the mean difference. */
export function* intervalJob(a: Float64Array, b: Float64Array) {
  const drawing = bootstrap(differences(a, b));
  while (!drawing.draw(resamplesAtOnce)) yield;
  return drawing.estimate();
}

/** The 95% interval of the mean difference of a run to the baseline, for this beta. Losses wait until a hand rests. */
export function intervalOf(now: Shown, run: number, key: MetricKey) {
  if (key === 'loss' && beta.value !== settledBeta.value) return undefined;
  const found = ofPair(now, 'interval', [base.value, run], key, intervalJob, { later: true });
  const factor = factorOf(key);
  return (
    found && { n: found.n, mean: factor * found.mean, low: factor * found.low, high: factor * found.high }
  );
}

/** Of one example, whatever else is computed: for this beta. NaN where it was not scored. */
export function exampleValue({ metrics }: Shown, run: number, key: MetricKey, example: number): number {
  if (key === 'loss') return metrics[run].lossOf(example, beta.value);
  return factorOf(key) * metrics[run].unit[key][example];
}

/** All losses of the settled beta, at once: they are computed already when this is asked for. */
export const settledLosses = (now: Shown, run: number): Float64Array =>
  finish(now.metrics[run].losses(settledBeta.peek()));
