import type { BetaSweep } from '../../extension/preference/betaSweep.ts';
import type { Calibration } from '../../extension/preference/calibration.ts';
import type { Quadrants } from '../../extension/preference/chosenRejected.ts';
import type { LengthBias } from '../../extension/preference/lengthBias.ts';
import type { StageAgreement } from '../../extension/preference/stageAgreement.ts';
import { fixed, ordinal, percent, signed } from '../format.ts';

/** What the charts of log-probs, length, calibration, positions, slices and beta say, as their titles. */

export function quadrantSentence({ n, chosenFell, bothFell }: Quadrants): string {
  if (n === 0) return 'No log-probs to compare yet';
  return `Chosen log-probs fell on ${percent(chosenFell.mean)} of the examples; on ${percent(bothFell.mean)} both chosen and rejected fell`;
}

export function movedSentence(reference: number, policy: number): string {
  const moved = policy - reference;
  if (Number.isNaN(moved)) return 'No log-probs to compare yet';
  if (Math.abs(moved) < 0.005)
    return 'On average, the policy gives the chosen completions the reference’s log-prob';
  return `The policy gives the chosen completions ${fixed(Math.abs(moved))} nats ${moved < 0 ? 'less' : 'more'} than the reference, on average`;
}

export function lengthSentence({ rho, longer, policy, tokens }: LengthBias): string {
  if (tokens.length === 0) return 'The lengths of these completions are not known';
  const pairs = `picking the longer is right on ${percent(longer.mean)} of the pairs, the policy on ${percent(policy.mean)}`;
  if (Number.isNaN(rho)) return `Rewards or lengths do not vary; ${pairs}`;
  const how = Math.abs(rho) < 0.1 ? 'hardly depends on' : rho > 0 ? 'rises with' : 'falls with';
  return `Reward ${how} length (Spearman’s rho ${signed(rho)}); ${pairs}`;
}

export function calibrationSentence({ bins, error }: Calibration): string {
  if (Number.isNaN(error)) return 'No probabilities to hold against the annotations yet';
  // Of those that are more likely first than not.
  let [n, sum, first] = [0, 0, 0];
  for (const bin of bins) {
    if (bin.low < 0.5 || bin.first.n === 0) continue;
    n += bin.first.n;
    sum += bin.first.n * bin.meanProbability;
    first += bin.first.n * bin.first.mean;
  }
  const over = n === 0 ? 0 : (sum - first) / n;
  const how =
    over > 0.02 ? ': the policy is too sure' : over < -0.02 ? ': the policy is surer than it says' : '';
  return `Probabilities to be first are ${fixed(100 * error, 1)} points off on average${how}`;
}

export function positionSentence(stages: readonly StageAgreement[]): string {
  const known = stages.filter(({ right }) => right.n > 0);
  if (known.length === 0) return 'No positions to compare yet';
  const picks = ({ position, right, chance }: StageAgreement) =>
    `${ordinal(position)} pick (${percent(right.mean)}, chance ${percent(chance, 0)})`;
  if (known.length === 1) return `The policy agrees on the ${picks(known[0])}`;
  const above = (stage: StageAgreement) => stage.right.mean - stage.chance;
  const best = known.reduce((a, b) => (above(b) > above(a) ? b : a));
  const worst = known.reduce((a, b) => (above(b) < above(a) ? b : a));
  if (best === worst) return `Agreement is as far above chance at every pick: the ${picks(known[0])}`;
  return `Agreement is best against chance at the ${picks(best)} and weakest at the ${picks(worst)}`;
}

interface Named {
  readonly label: string;
  readonly mean: number;
}

export function sliceSentence(
  what: 'accuracy' | 'margin',
  by: string,
  places: readonly Named[],
  words: (value: number) => string,
): string {
  const name = what === 'accuracy' ? 'Accuracy' : 'Margin';
  const known = places.filter(({ mean }) => !Number.isNaN(mean));
  if (known.length === 0) return `No example has a value of ${by}`;
  if (known.length === 1)
    return `${by} is ${known[0].label} wherever it is known: ${what} ${words(known[0].mean)}`;
  const best = known.reduce((a, b) => (b.mean > a.mean ? b : a));
  const worst = known.reduce((a, b) => (b.mean < a.mean ? b : a));
  if (best.mean === worst.mean) return `${name} is ${words(best.mean)} for every value of ${by}`;
  return `${name} by ${by} is highest for ${best.label} (${words(best.mean)}) and lowest for ${worst.label} (${words(worst.mean)})`;
}

export function sweepSentence({ betas, losses, best, accuracy, n }: BetaSweep): string {
  if (n === 0 || best < 0) return 'No losses yet';
  const stays = `accuracy is ${percent(accuracy)} at every beta`;
  if (losses.every((loss) => loss === losses[0])) return `Loss is the same at every beta here; ${stays}`;
  if (best === betas.length - 1) return `Loss falls up to the largest beta here; ${stays}`;
  if (best === 0) return `Loss rises with beta from the smallest here; ${stays}`;
  return `Loss would be least near beta ${betaWords(betas[best])}, at ${fixed(losses[best], 3)} nats; ${stays}`;
}

/** With two digits, as people write it. */
export function betaWords(beta: number): string {
  return String(Number(beta.toPrecision(2)));
}
