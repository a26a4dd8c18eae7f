import type { LogProbColumns } from './columns.ts';
import { type Rate, wilson } from './wilson.ts';

/**
 * What became of the chosen (best tier) and rejected (all others) completions of each example, nats, each the
 * mean over its completions of the log-prob summed over tokens, as `logps/chosen` of TRL. NaN where `counted` is 0.
 */
export interface ChosenRejected {
  /** [N] mean log-prob of the best tier. */
  readonly chosenPolicy: Float64Array;
  readonly chosenReference: Float64Array;
  /** [N] mean log-ratio log(pi_policy / pi_ref). */
  readonly chosenRatio: Float64Array;
  readonly rejectedRatio: Float64Array;
}

/** `counted` [N]: 1 for examples that are scored and have a preference. */
export function chosenRejected(
  { offsets, tier, policyLogp, referenceLogp }: LogProbColumns,
  counted: Uint8Array,
): ChosenRejected {
  const column = () => new Float64Array(counted.length).fill(Number.NaN);
  const out: ChosenRejected = {
    chosenPolicy: column(),
    chosenReference: column(),
    chosenRatio: column(),
    rejectedRatio: column(),
  };
  for (let e = 0; e < counted.length; e++) {
    if (counted[e] === 0) continue;
    const from = offsets[e];
    const to = offsets[e + 1];
    let best = tier[from];
    for (let c = from + 1; c < to; c++) if (tier[c] < best) best = tier[c];
    let policy = 0;
    let reference = 0;
    let others = 0;
    let n = 0;
    for (let c = from; c < to; c++) {
      if (tier[c] === best) {
        policy += policyLogp[c];
        reference += referenceLogp[c];
        n++;
      } else others += policyLogp[c] - referenceLogp[c];
    }
    out.chosenPolicy[e] = policy / n;
    out.chosenReference[e] = reference / n;
    out.chosenRatio[e] = (policy - reference) / n;
    out.rejectedRatio[e] = others / (to - from - n);
  }
  return out;
}

/** Shares of the examples by whether chosen and rejected log-probs fell: below the reference's. Equal is not fallen. */
export interface Quadrants {
  readonly n: number;
  readonly chosenFell: Rate;
  readonly bothFell: Rate;
  readonly onlyChosenFell: Rate;
  readonly onlyRejectedFell: Rate;
  readonly noneFell: Rate;
}

export function quadrants({ chosenRatio, rejectedRatio }: ChosenRejected): Quadrants {
  // By chosen and rejected: 0 neither fell, 1 chosen, 2 rejected, 3 both.
  const counts = new Float64Array(4);
  for (let e = 0; e < chosenRatio.length; e++) {
    if (Number.isNaN(chosenRatio[e])) continue;
    counts[Number(chosenRatio[e] < 0) + 2 * Number(rejectedRatio[e] < 0)]++;
  }
  const n = counts[0] + counts[1] + counts[2] + counts[3];
  return {
    n,
    chosenFell: wilson(counts[1] + counts[3], n),
    bothFell: wilson(counts[3], n),
    onlyChosenFell: wilson(counts[1], n),
    onlyRejectedFell: wilson(counts[2], n),
    noneFell: wilson(counts[0], n),
  };
}
