import { notThere, type PairedRun } from '../../../../extension/preference/paired/pairedRun.ts';
import { rankedColumns } from '../../../../extension/preference/ranked.ts';

/** An example as a run has it: log-ratios from the best completion to the worst. Undefined: the run does not have it. */
export interface Has {
  readonly ratio: readonly number[];
  readonly line?: number;
  readonly status?: number;
  readonly label?: number;
  readonly variant?: number;
}

export function pairedOf(examples: readonly (Has | undefined)[]): PairedRun {
  const ok = examples.map((has) => (has && (has.status ?? 0) === 0 ? has.ratio : []));
  const offsets = new Uint32Array(examples.length + 1);
  ok.forEach((ratio, e) => {
    offsets[e + 1] = offsets[e] + ratio.length;
  });
  const policyLogp = Float64Array.from(ok.flat());
  return {
    offsets,
    line: Uint32Array.from(examples, (has, e) => (has ? (has.line ?? e + 1) : 0)),
    status: Uint8Array.from(examples, (has) => (has ? (has.status ?? 0) : notThere)),
    variant: Uint8Array.from(examples, (has) => has?.variant ?? has?.label ?? 0),
    label: Uint8Array.from(examples, (has) => has?.label ?? 0),
    ranked: rankedColumns({
      offsets,
      tier: Uint16Array.from(ok.flatMap((ratio) => ratio.map((_, i) => i))),
      policyLogp,
      referenceLogp: new Float64Array(policyLogp.length),
      tokens: new Uint32Array(policyLogp.length),
    }),
  };
}
