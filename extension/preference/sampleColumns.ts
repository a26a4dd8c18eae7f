import type { LogProbColumns } from './columns.ts';
import { seeded } from './seeded.ts';

export interface SampledColumns {
  readonly columns: LogProbColumns;
  /** Examples there are to draw from; as many as are drawn where that is all. */
  readonly of: number;
}

/**
 * At most `most` of the examples that `counted` (1 = yes) names, as columns of their own in their order: all, or
 * each as likely as another, the same ones every time (Knuth, TAOCP 2, 3.4.2, algorithm S).
 */
export function sampleColumns(columns: LogProbColumns, counted: Uint8Array, most: number): SampledColumns {
  let of = 0;
  for (const one of counted) of += one;
  const size = Math.min(of, most);
  const draw = seeded(1, 'sample');
  const chosen = new Uint32Array(size);
  let n = 0;
  let left = of;
  for (let e = 0; e < counted.length && n < size; e++) {
    if (counted[e] === 0) continue;
    if (size === of || draw() * left < size - n) chosen[n++] = e;
    left--;
  }
  return { columns: columnsOf(columns, chosen), of };
}

function columnsOf(from: LogProbColumns, examples: Uint32Array): LogProbColumns {
  const offsets = new Uint32Array(examples.length + 1);
  examples.forEach((e, i) => {
    offsets[i + 1] = offsets[i] + from.offsets[e + 1] - from.offsets[e];
  });
  const n = offsets[examples.length];
  const out = {
    offsets,
    tier: new Uint16Array(n),
    policyLogp: new Float64Array(n),
    referenceLogp: new Float64Array(n),
    tokens: new Uint32Array(n),
  };
  let at = 0;
  for (const e of examples)
    for (let c = from.offsets[e]; c < from.offsets[e + 1]; c++, at++) {
      out.tier[at] = from.tier[c];
      out.policyLogp[at] = from.policyLogp[c];
      out.referenceLogp[at] = from.referenceLogp[c];
      out.tokens[at] = from.tokens[c];
    }
  return out;
}
