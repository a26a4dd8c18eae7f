import { type Annotated, annotated } from './annotated.ts';
import { type LogProbColumns, largestExample, layOut } from './columns.ts';
import { tieredLoss } from './tieredLoss.ts';

/**
 * [N] how strongly the models contradict each annotation: log P(tiers turned round) - log P(tiers), nats, by the
 * Plackett-Luce likelihood with rewards in units of the run's typical spread, so that beta changes nothing. Above 0 the
 * annotation is likelier upside down. NaN for an example without a preference or with a log-prob that is not finite.
 *
 * A hard example has a high loss and is no likelier the other way round; an example of many completions has a high loss
 * whatever its order, as has its reverse, so K needs no correction. Measured in test/benchmark/README.md.
 */
export function suspicion(columns: LogProbColumns): Float64Array {
  const { offsets, tier } = columns;
  const n = Math.max(0, offsets.length - 1);
  const out = new Float64Array(n).fill(Number.NaN);
  const unit = typicalSpread(columns);
  if (Number.isNaN(unit)) return out;
  const capacity = largestExample(offsets);
  const [a, b] = [annotated(capacity), annotated(capacity)];
  const starts = new Uint32Array(capacity + 1);
  const ratio = new Float64Array(capacity);
  for (let e = 0; e < n; e++) {
    const count = logRatios(columns, e, ratio);
    if (count === 0) continue;
    for (let i = 0; i < count; i++) ratio[i] /= unit;
    if (!layOut(a, tier.subarray(offsets[e], offsets[e + 1]), ratio, 0, count, starts)) continue;
    if (a.tierCount < 2) continue;
    turnRound(a, b);
    out[e] = tieredLoss(a) - tieredLoss(b);
  }
  return out;
}

/** Rows with a value, the largest first; equal ones in the order of the rows. */
export function bySuspicion(values: Float64Array): Uint32Array {
  const rows =
    values.length === 0 ? [] : Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  return Uint32Array.from(rows.sort((a, b) => values[b] - values[a] || a - b));
}

/** The same example with its tiers the other way round. */
function turnRound(from: Annotated, to: Annotated): void {
  to.count = from.count;
  to.tierCount = from.tierCount;
  for (let t = 0; t <= from.tierCount; t++) to.bounds[t] = from.count - from.bounds[from.tierCount - t];
  for (let k = 0; k < from.count; k++) to.reward[k] = from.reward[from.count - 1 - k];
}

/** Median over the examples of the standard deviation of log pi_policy - log pi_ref within one, nats; NaN without any. Half of all examples may be anything. */
function typicalSpread(columns: LogProbColumns): number {
  const n = Math.max(0, columns.offsets.length - 1);
  const ratio = new Float64Array(largestExample(columns.offsets));
  const spreads = new Float64Array(n);
  let found = 0;
  for (let e = 0; e < n; e++) {
    const count = logRatios(columns, e, ratio);
    let mean = 0;
    for (let i = 0; i < count; i++) mean += ratio[i] / count;
    let squares = 0;
    for (let i = 0; i < count; i++) squares += (ratio[i] - mean) ** 2;
    // Equal rewards say nothing about what a difference is worth.
    if (squares > 0) spreads[found++] = Math.sqrt(squares / count);
  }
  return found === 0 ? Number.NaN : spreads.subarray(0, found).sort()[found >> 1];
}

/** Writes the example's log-ratios into `into`; 0 when one is not finite, else how many. */
function logRatios({ offsets, policyLogp, referenceLogp }: LogProbColumns, e: number, into: Float64Array) {
  const from = offsets[e];
  const count = offsets[e + 1] - from;
  for (let i = 0; i < count; i++) {
    into[i] = policyLogp[from + i] - referenceLogp[from + i];
    if (!Number.isFinite(into[i])) return 0;
  }
  return count;
}
