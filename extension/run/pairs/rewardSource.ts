import type { Example } from '../../dataset/example.ts';
import type { Rows } from '../../preference/rows.ts';

/** What a run, or the record itself, knows of an example. */
export interface KnownCompletions {
  /** [K] implicit rewards, nats. */
  readonly rewards: Float64Array | undefined;
  /** [K] completion tokens, 0 where unknown. */
  readonly tokens: Uint32Array | undefined;
  /** Whether the run has this example. */
  readonly inRows: boolean;
}

/** Rewards by the text of the record, wherever it stands now; without a run those of the log-probs in the record. */
export function rewardSource(rows: Rows | undefined, beta: number) {
  const rowOf = new Map(rows?.hash.map((hash, row) => [hash, row]));
  return (hash: string, example: Example): KnownCompletions => {
    const row = rowOf.get(hash);
    const { policyLogps, referenceLogps, completions } = example;
    if (rows && row !== undefined) {
      const [from, to] = [rows.offsets[row], rows.offsets[row + 1]];
      const policy = rows.policyLogp.subarray(from, to);
      // The file may be read in another way than it was scored.
      if (to - from === completions.length)
        return {
          rewards: policy.map((logp, i) => beta * (logp - rows.referenceLogp[from + i])),
          tokens: rows.tokens.subarray(from, to),
          inRows: true,
        };
    }
    const carried = policyLogps && referenceLogps;
    return {
      rewards: carried && Float64Array.from(policyLogps, (logp, i) => beta * (logp - referenceLogps[i])),
      tokens: undefined,
      inRows: row !== undefined,
    };
  };
}
