import { computed, untracked } from '@preact/signals';
import { sortedRows } from '../../order.ts';
import { settledLosses } from '../paired.ts';
import {
  base,
  beta,
  digits,
  factorOf,
  filter,
  metric,
  other,
  type Shown,
  settledBeta,
  shown,
  sort,
} from '../state.ts';
import { changeColumns, lineOf, type TableValues } from './columns.ts';
import { passingNow } from './input.ts';

/** What the table's cells are made of at this beta. */
export const tableValues = computed((): TableValues | undefined => {
  const now = shown.value;
  if (!now || other.value >= now.runs.length) return undefined;
  const [at, key] = [beta.value, metric.value];
  const factor = factorOf(key);
  return {
    runs: now.runs,
    base: base.value,
    other: other.value,
    metric: key,
    // The few rows in view do not wait for the losses of all.
    valueOf: (run, e) =>
      key === 'loss' ? now.metrics[run].lossOf(e, at) : factor * now.metrics[run].unit[key][e],
    baseMargin: now.metrics[base.value].unit.margin,
    otherMargin: now.metrics[other.value].unit.margin,
    digits: digits.value,
  };
});

export const columns = computed(() => {
  const now = shown.value;
  if (!now || other.value >= now.runs.length) return [];
  return changeColumns({ runs: now.runs, base: base.value, other: other.value, metric: metric.value });
});

/** [N] line of each example, which equal ones are ordered by. */
const lines = computed(() => {
  const now = shown.value;
  const out = new Uint32Array(now?.state.examples ?? 0);
  const of = now && { runs: now.runs, base: base.value };
  if (of) for (let e = 0; e < out.length; e++) out[e] = of.runs[of.base].line[e] || lineOf(of, e).line;
  return out;
});

/** Runs whose losses the order follows. */
function sortedBy({ runs }: Shown): number[] {
  const named = /^run:(\d+)$/.exec(sort.value.column)?.[1];
  return [...new Set([base.value, other.value, ...(named ? [Number(named)] : [])])].filter(
    (run) => run < runs.length,
  );
}

/** Whether the losses that rows are ordered by are there, those of the beta that was settled; true for everything else. */
const isKnown = computed(() => {
  const now = shown.value;
  const at = settledBeta.value;
  if (!now || metric.value !== 'loss') return true;
  return sortedBy(now).every(
    (run) =>
      now.work.of(`losses/${run}/${at}`, () => now.metrics[run].losses(at), { large: true }) !== undefined,
  );
});

const none = new Uint32Array(0);
let before: { readonly of: Shown; readonly rows: Uint32Array } | undefined;

/** Example at each position of the table. Rows do not jump under a moving slider, and stay until their order is known. */
export const order = computed((): Uint32Array => {
  const now = shown.value;
  const { column: key, descending } = sort.value;
  const passes = passingNow(filter.value)?.passes;
  const all = columns.value;
  const line = lines.value;
  const isReady = isKnown.value;
  // Other betas order losses in another way; everything else stays where it is.
  if (metric.value === 'loss') settledBeta.value;
  return untracked(() => {
    const values = tableValues.value;
    if (!now || !values) return none;
    if (!passes || !isReady) return before?.of === now ? before.rows : none;
    const of = metric.value === 'loss' ? ofLosses(now, values) : values;
    const column = all.find((one) => one.key === key) ?? all[all.length - 1];
    const rows = sortedRows(line, passes, (e) => column.value(of, e), descending);
    before = { of: now, rows };
    return rows;
  });
});

function ofLosses(now: Shown, values: TableValues): TableValues {
  const losses = new Map(sortedBy(now).map((run) => [run, settledLosses(now, run)]));
  return { ...values, valueOf: (run, e) => losses.get(run)?.[e] ?? Number.NaN };
}

export function positionOf(example: number | undefined): number {
  return example === undefined ? -1 : order.value.indexOf(example);
}
