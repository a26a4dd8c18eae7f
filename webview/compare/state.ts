import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { differences } from '../../extension/preference/paired/differences.ts';
import {
  type MetricKey,
  type RunMetrics,
  runMetrics,
} from '../../extension/preference/paired/pairedMetrics.ts';
import { presence, type RunPresence } from '../../extension/preference/paired/pairedRun.ts';
import { digitsFor } from '../format.ts';
import type { Sort } from '../order.ts';
import type { ColumnWidths } from '../table/columnChoice.ts';
import type { ActiveCell } from '../table/gridModel.ts';
import type { ChangeFilter } from './changes/filters.ts';
import type { CompareState, PageRun } from './contract.ts';
import { intervalStore } from './intervals.ts';
import { followingLosses } from './losses.ts';

/** Everything the page knows, and what follows from it. Views read it; only `page.ts` and the controls write it. */

/** What is compared, once the columns of all runs are here. */
export interface Shown {
  readonly state: CompareState;
  readonly runs: readonly PageRun[];
  readonly metrics: readonly RunMetrics[];
  readonly presence: readonly RunPresence[];
  readonly losses: ReturnType<typeof followingLosses>;
  readonly intervals: ReturnType<typeof intervalStore>;
  /** Root mean square of the first run's log-ratio margins: decimals follow from it. */
  readonly scale: number;
}

export const shown = signal<Shown | undefined>(undefined);
/** Share that is read; undefined = nothing is being read. */
export const reading = signal<number | undefined>(undefined);
/** Why there is nothing new to show. */
export const problem = signal<string | undefined>(undefined);

export const beta = signal(0.1);
/** Beta that orders and intervals follow: they do not jump under a moving slider. */
export const settledBeta = signal(0.1);
/** The two runs that charts, slices and differences are about. */
export const base = signal(0);
export const other = signal(1);
export const metric = signal<MetricKey>('margin');
export const filter = signal<ChangeFilter>('all');
export const sort = signal<Sort>({ column: 'change', descending: true });
/** `K`, or `field:NAME`. */
export const sliceBy = signal('K');
/** Example whose texts are shown. */
export const opened = signal<number | undefined>(undefined);
/** Cell that the keyboard is on. */
export const active = signal<ActiveCell | undefined>(undefined);
export const columnWidths = signal<ColumnWidths>({});

/** More examples than charts can follow a hand with: they wait until it rests. */
const mostFollowed = 100_000;
export const isMoving = computed(
  () => beta.value !== settledBeta.value && (shown.value?.state.examples ?? 0) > mostFollowed,
);

/** Decimals of rewards at this beta. */
export const digits = computed(() => digitsFor(beta.value * (shown.value?.scale ?? 1)));

export function show(state: CompareState, runs: readonly PageRun[]): void {
  shown.peek()?.intervals.dispose();
  const metrics = runs.map(runMetrics);
  const losses = followingLosses(metrics);
  losses.follow(beta.peek());
  const scale = rootMeanSquare(metrics[0].unit.margin);
  shown.value = { state, runs, metrics, presence: presence(runs), losses, intervals: intervalStore(), scale };
}

effect(() => {
  const now = beta.value;
  shown.value?.losses.follow(now);
});

/** [N] values of a run: for beta 1 where they scale with beta. Undefined while losses follow. */
export function valuesOf({ metrics, losses }: Shown, run: number, key: MetricKey): Float64Array | undefined {
  return key === 'loss' ? losses.at(run, beta.value) : metrics[run].unit[key];
}

/** What values of this metric are multiplied by. */
export const factorOf = (key: MetricKey): number => (key === 'margin' || key === 'chosen' ? beta.value : 1);

/** The 95% interval of the mean difference of a run to the baseline, for this beta; undefined while it is computed. */
export function intervalOf(of: Shown, run: number, key: MetricKey) {
  const from = base.value;
  const isLoss = key === 'loss';
  if (isLoss && beta.value !== settledBeta.value) return undefined;
  const at = beta.value;
  const name = `${from}/${run}/${key}${isLoss ? `/${at}` : ''}`;
  const found = of.intervals.of(name, () => {
    const [a, b] = untracked(() => [valuesOf(of, from, key), valuesOf(of, run, key)]);
    // Losses of another beta by now.
    if (isLoss && untracked(() => beta.value) !== at) return undefined;
    return a && b && differences(a, b);
  });
  const factor = factorOf(key);
  return (
    found && { n: found.n, mean: factor * found.mean, low: factor * found.low, high: factor * found.high }
  );
}

export function settleBeta(value: number): void {
  batch(() => {
    beta.value = value;
    settledBeta.value = value;
  });
}

function rootMeanSquare(values: Float64Array): number {
  let n = 0;
  let squares = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    n++;
    squares += value * value;
  }
  return Math.sqrt(squares / n) || 1;
}
