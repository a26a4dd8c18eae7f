import { batch, computed, effect, signal } from '@preact/signals';
import type { Job } from '../../extension/preference/job.ts';
import { overlapOf } from '../../extension/preference/paired/overlap.ts';
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
import type { CompareState, PageRun, RunNews } from './contract.ts';
import { followingMeans } from './lossMeans.ts';
import { workQueue } from './work.ts';

/** Everything the page knows, and what follows from it. Views read it; only `page.ts` and the controls write it. */

/** What is compared, once the columns of all runs are here. */
export interface Shown {
  readonly state: CompareState;
  readonly runs: readonly PageRun[];
  readonly metrics: readonly RunMetrics[];
  readonly presence: readonly RunPresence[];
  readonly lossMeans: ReturnType<typeof followingMeans>;
  readonly work: ReturnType<typeof workQueue>;
  /** Root mean square of the first run's log-ratio margins: decimals follow from it. */
  readonly scale: number;
}

export const shown = signal<Shown | undefined>(undefined);
/** [runs] What became of the runs since they were read; empty = nothing. */
export const news = signal<readonly RunNews[]>([]);
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
/** More than can be computed as they are asked for. */
const mostAtOnce = 50_000;
export const isMoving = computed(
  () => beta.value !== settledBeta.value && (shown.value?.state.examples ?? 0) > mostFollowed,
);

/** Decimals of rewards at this beta. */
export const digits = computed(() => digitsFor(beta.value * (shown.value?.scale ?? 1)));

/** What can be shown of the runs: the part that everything else needs, piece by piece. */
export function* prepare(state: CompareState, runs: readonly PageRun[]): Job<Shown> {
  const overlap = yield* overlapOf(runs);
  const found = presence(runs);
  yield;
  const metrics = runs.map(runMetrics);
  const scale = rootMeanSquare(metrics[0].unit.margin);
  const work = workQueue(state.examples <= mostAtOnce);
  return { state, runs, metrics, presence: found, lossMeans: followingMeans(runs, overlap), work, scale };
}

export function show(next: Shown): void {
  shown.peek()?.work.dispose();
  next.lossMeans.follow(beta.peek());
  news.value = [];
  shown.value = next;
}

effect(() => {
  const now = beta.value;
  shown.value?.lossMeans.follow(now);
});

/** What values of this metric are multiplied by. */
export const factorOf = (key: MetricKey): number => (key === 'margin' || key === 'chosen' ? beta.value : 1);

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
