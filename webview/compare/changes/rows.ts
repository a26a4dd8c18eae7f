import { computed, untracked } from '@preact/signals';
import { sortedRows } from '../../order.ts';
import {
  base,
  beta,
  digits,
  factorOf,
  filter,
  metric,
  other,
  settledBeta,
  shown,
  sort,
  valuesOf,
} from '../state.ts';
import { changeColumns, lineOf, type TableValues } from './columns.ts';
import { passingNow } from './input.ts';

/** What the table's cells are made of at this beta. */
export const tableValues = computed((): TableValues | undefined => {
  const now = shown.value;
  if (!now || other.value >= now.runs.length) return undefined;
  return {
    runs: now.runs,
    base: base.value,
    other: other.value,
    metric: metric.value,
    values: now.runs.map((_, run) => valuesOf(now, run, metric.value)),
    factor: factorOf(metric.value),
    baseMargin: now.metrics[base.value].unit.margin,
    otherMargin: now.metrics[other.value].unit.margin,
    digits: digits.value,
  };
});

export const columns = computed(() => {
  const now = shown.value;
  if (!now || other.value >= now.runs.length) return [];
  const of = { runs: now.runs, base: base.value, other: other.value, metric: metric.value };
  return changeColumns({ ...of, factor: 1, baseMargin: none, otherMargin: none, digits: 2 });
});
const none = new Float64Array(0);

/** Whether the losses of the two runs are those of the beta that was settled. */
const followed = computed(() => {
  const of = tableValues.value;
  return (
    of?.values[of.base] !== undefined && of.values[of.other] !== undefined && beta.value === settledBeta.value
  );
});

/** Example at each position of the table. Rows do not jump under a moving slider. */
export const order = computed((): Uint32Array => {
  const { column: key, descending } = sort.value;
  const passes = passingNow(filter.value);
  const all = columns.value;
  // Other betas order losses in another way; everything else stays where it is.
  if (metric.value === 'loss') {
    settledBeta.value;
    followed.value;
  }
  return untracked(() => {
    const of = tableValues.value;
    if (!of) return new Uint32Array(0);
    const column = all.find((one) => one.key === key) ?? all[all.length - 1];
    const line = Uint32Array.from(passes, (_, e) => lineOf(of, e).line);
    return sortedRows(line, passes, (e) => column.value(of, e), descending);
  });
});

export function positionOf(example: number | undefined): number {
  return example === undefined ? -1 : order.value.indexOf(example);
}
