import * as l10n from '@vscode/l10n';
import type { BetaSweep } from '../../extension/preference/betaSweep.ts';
import type { Calibration } from '../../extension/preference/calibration.ts';
import type { Quadrants } from '../../extension/preference/chosenRejected.ts';
import type { LengthBias } from '../../extension/preference/lengthBias.ts';
import type { StageAgreement } from '../../extension/preference/stageAgreement.ts';
import { fixed, ordinal, percent, signed } from '../format.ts';

/** What the charts of log-probs, length, calibration, positions, slices and beta say, as their titles. */

export function quadrantSentence({ n, chosenFell, bothFell }: Quadrants): string {
  if (n === 0) return l10n.t('No log-probs to compare yet');
  return l10n.t(
    'Chosen log-probs fell on {0} of the examples; on {1} both chosen and rejected fell',
    percent(chosenFell.mean),
    percent(bothFell.mean),
  );
}

export function movedSentence(reference: number, policy: number): string {
  const moved = policy - reference;
  if (Number.isNaN(moved)) return l10n.t('No log-probs to compare yet');
  if (Math.abs(moved) < 0.005)
    return l10n.t('On average, the policy gives the chosen completions the reference’s log-prob');
  const size = fixed(Math.abs(moved));
  return moved < 0
    ? l10n.t('The policy gives the chosen completions {0} nats less than the reference, on average', size)
    : l10n.t('The policy gives the chosen completions {0} nats more than the reference, on average', size);
}

export function lengthSentence({ rho, longer, policy, tokens }: LengthBias): string {
  if (tokens.length === 0) return l10n.t('The lengths of these completions are not known');
  const pairs = l10n.t(
    'picking the longer is right on {0} of the pairs, the policy on {1}',
    percent(longer.mean),
    percent(policy.mean),
  );
  if (Number.isNaN(rho)) return l10n.t('Rewards or lengths do not vary; {0}', pairs);
  if (Math.abs(rho) < 0.1)
    return l10n.t('Reward hardly depends on length (Spearman’s rho {0}); {1}', signed(rho), pairs);
  return rho > 0
    ? l10n.t('Reward rises with length (Spearman’s rho {0}); {1}', signed(rho), pairs)
    : l10n.t('Reward falls with length (Spearman’s rho {0}); {1}', signed(rho), pairs);
}

export function calibrationSentence({ bins, error }: Calibration): string {
  if (Number.isNaN(error)) return l10n.t('No probabilities to hold against the annotations yet');
  // Of those that are more likely first than not.
  let [n, sum, first] = [0, 0, 0];
  for (const bin of bins) {
    if (bin.low < 0.5 || bin.first.n === 0) continue;
    n += bin.first.n;
    sum += bin.first.n * bin.meanProbability;
    first += bin.first.n * bin.first.mean;
  }
  const over = n === 0 ? 0 : (sum - first) / n;
  const points = fixed(100 * error, 1);
  if (over > 0.02)
    return l10n.t('Probabilities to be first are {0} points off on average: the policy is too sure', points);
  if (over < -0.02)
    return l10n.t(
      'Probabilities to be first are {0} points off on average: the policy is surer than it says',
      points,
    );
  return l10n.t('Probabilities to be first are {0} points off on average', points);
}

export function positionSentence(stages: readonly StageAgreement[]): string {
  const known = stages.filter(({ right }) => right.n > 0);
  if (known.length === 0) return l10n.t('No positions to compare yet');
  const picks = ({ position, right, chance }: StageAgreement) =>
    l10n.t('{0} pick ({1}, chance {2})', ordinal(position), percent(right.mean), percent(chance, 0));
  if (known.length === 1) return l10n.t('The policy agrees on the {0}', picks(known[0]));
  const above = (stage: StageAgreement) => stage.right.mean - stage.chance;
  const best = known.reduce((a, b) => (above(b) > above(a) ? b : a));
  const worst = known.reduce((a, b) => (above(b) < above(a) ? b : a));
  if (best === worst)
    return l10n.t('Agreement is as far above chance at every pick: the {0}', picks(known[0]));
  return l10n.t(
    'Agreement is best against chance at the {0} and weakest at the {1}',
    picks(best),
    picks(worst),
  );
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
  const name =
    what === 'accuracy'
      ? l10n.t('Accuracy')
      : l10n.t({ message: 'Margin', comment: ['Reward of the best completions minus that of the others'] });
  const known = places.filter(({ mean }) => !Number.isNaN(mean));
  if (known.length === 0) return l10n.t('No example has a value of {0}', by);
  if (known.length === 1)
    return what === 'accuracy'
      ? l10n.t('{0} is {1} wherever it is known: accuracy {2}', by, known[0].label, words(known[0].mean))
      : l10n.t('{0} is {1} wherever it is known: margin {2}', by, known[0].label, words(known[0].mean));
  const best = known.reduce((a, b) => (b.mean > a.mean ? b : a));
  const worst = known.reduce((a, b) => (b.mean < a.mean ? b : a));
  if (best.mean === worst.mean)
    return l10n.t('{0} is {1} for every value of {2}', name, words(best.mean), by);
  return l10n.t(
    '{0} by {1} is highest for {2} ({3}) and lowest for {4} ({5})',
    name,
    by,
    best.label,
    words(best.mean),
    worst.label,
    words(worst.mean),
  );
}

export function sweepSentence({ betas, losses, best, accuracy, n }: BetaSweep): string {
  if (n === 0 || best < 0) return l10n.t('No losses yet');
  const stays = l10n.t('accuracy is {0} at every beta', percent(accuracy));
  if (losses.every((loss) => loss === losses[0]))
    return l10n.t('Loss is the same at every beta here; {0}', stays);
  if (best === betas.length - 1) return l10n.t('Loss falls up to the largest beta here; {0}', stays);
  if (best === 0) return l10n.t('Loss rises with beta from the smallest here; {0}', stays);
  return l10n.t(
    'Loss would be least near beta {0}, at {1} nats; {2}',
    betaWords(betas[best]),
    fixed(losses[best], 3),
    stays,
  );
}

/** With two digits, as people write it. */
export function betaWords(beta: number): string {
  return String(Number(beta.toPrecision(2)));
}
