import { computed } from '@preact/signals';
import { base, metric, other, shown } from '../state.ts';
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

/** [N] 1 where an example passes, by filter; computed when it is asked for. */
const found = computed(() => ({ input: input.value, by: new Map<ChangeFilter, Uint8Array>() }));

export function passingNow(filter: ChangeFilter): Uint8Array {
  const { input: of, by } = found.value;
  let passes = by.get(filter);
  if (!passes) {
    passes = of ? passing(filter, of) : new Uint8Array(0);
    by.set(filter, passes);
  }
  return passes;
}

const counts = computed(() => {
  const out = {} as Record<ChangeFilter, number>;
  for (const filter of changeFilters)
    out[filter] = passingNow(filter).reduce((sum, passes) => sum + passes, 0);
  return out;
});

/** How many examples pass each filter. */
export function filterCounts(): Readonly<Record<ChangeFilter, number>> {
  return counts.value;
}
