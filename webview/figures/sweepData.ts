import * as l10n from '@vscode/l10n';
import type { BetaSweep } from '../../extension/preference/betaSweep.ts';
import { fixed, percent } from '../format.ts';
import type { NumberTable } from './barName.ts';
import { betaWords, sweepSentence } from './chartSentences.ts';

/** Loss and accuracy over beta. */
export interface SweepData {
  readonly kind: 'sweep';
  readonly name: string;
  readonly title: string;
  readonly note: string | undefined;
  readonly sweep: BetaSweep;
  /** The beta in force. */
  readonly beta: number;
  readonly table: NumberTable;
}

export function sweepData(sweep: BetaSweep, beta: number, note: string | undefined): SweepData {
  return {
    kind: 'sweep',
    name: 'beta',
    title: sweepSentence(sweep),
    note,
    sweep,
    beta,
    table: {
      head: [l10n.t('Beta'), l10n.t('Mean loss (nats)'), l10n.t('Pairwise accuracy')],
      lines: sweep.betas.map((value, i) => [
        i === sweep.best ? l10n.t('{0} (least loss)', betaWords(value)) : betaWords(value),
        fixed(sweep.losses[i], 3),
        percent(sweep.accuracy),
      ]),
    },
  };
}
