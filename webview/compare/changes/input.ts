import { computed } from '@preact/signals';
import { base, metric, other, shown } from '../state.ts';
import { once } from '../work.ts';
import { type ChangeFilter, changeFilters, type FilterInput, passing } from './filters.ts';

/**
 * What the filters look at. Nothing of it depends on beta, so that a slider counts nothing again: for losses, that the two differ is
 * seen at their log-ratios' margins and best rewards.
 */
const input = computed((): FilterInput | undefined => {
  const now = shown.value;
  if (!now || other.value >= now.runs.length) return undefined;
  const [a, b] = [now.metrics[base.value].unit, now.metrics[other.value].unit];
  const key = metric.value === 'loss' ? 'margin' : metric.value;
  return {
    runs: now.runs,
    base: base.value,
    other: other.value,
    baseMargin: a.margin,
    otherMargin: b.margin,
    baseValue: a[key],
    otherValue: b[key],
  };
});

/** Which examples pass a filter, and how many; undefined while they are counted. */
export function passingNow(
  filter: ChangeFilter,
): { readonly passes: Uint8Array; readonly n: number } | undefined {
  const of = input.value;
  const now = shown.value;
  if (!now || !of) return undefined;
  const name = `passing/${filter}/${of.base}/${of.other}/${metric.value}`;
  return now.work.of(
    name,
    () =>
      once(() => {
        const passes = passing(filter, of);
        let n = 0;
        for (let e = 0; e < passes.length; e++) n += passes[e];
        return { passes, n };
      }),
    { large: true },
  );
}

const counts = computed(() => {
  const out = {} as Record<ChangeFilter, number | undefined>;
  for (const filter of changeFilters) out[filter] = passingNow(filter)?.n;
  return out;
});

/** How many examples pass each filter; undefined while they are counted. */
export function filterCounts(): Readonly<Record<ChangeFilter, number | undefined>> {
  return counts.value;
}
