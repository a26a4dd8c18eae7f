import * as l10n from '@vscode/l10n';
import { isFlip } from '../../../extension/preference/paired/differences.ts';
import { notThere } from '../../../extension/preference/paired/pairedRun.ts';
import { Status } from '../../../extension/preference/rows.ts';
import type { PageRun } from '../contract.ts';

/** Which examples the table shows. */
export const changeFilters = ['all', 'flips', 'different', 'labels', 'some', 'failed'] as const;
export type ChangeFilter = (typeof changeFilters)[number];

export interface FilterWords {
  readonly title: string;
  readonly hint: string;
}

export const filterWords: Readonly<Record<ChangeFilter, FilterWords>> = {
  all: { title: l10n.t('All'), hint: l10n.t('Every example that any of the runs has') },
  flips: {
    title: l10n.t('Sign flips'),
    hint: l10n.t('The margin is above 0 in one of the two runs and below 0 in the other'),
  },
  different: {
    title: l10n.t('Different only'),
    hint: l10n.t('Both runs scored it, and do not say exactly the same'),
  },
  labels: {
    title: l10n.t('Label changed'),
    hint: l10n.t(
      'The same prompt and completions, with another annotated ranking: each run is judged by its own',
    ),
  },
  some: { title: l10n.t('Only in some'), hint: l10n.t('Examples that not all of the runs have') },
  failed: {
    title: l10n.t('Not scored in some'),
    hint: l10n.t('Scored in one run, and failed or without a preference in another'),
  },
};

/** What the filters look at: two runs, their margins and the values compared, and all runs. */
export interface FilterInput {
  readonly runs: readonly PageRun[];
  readonly base: number;
  readonly other: number;
  readonly baseMargin: Float64Array;
  readonly otherMargin: Float64Array;
  readonly baseValue: Float64Array;
  readonly otherValue: Float64Array;
}

/** [N] 1 where an example passes the filter. */
export function passing(filter: ChangeFilter, { runs, ...input }: FilterInput): Uint8Array {
  const { baseMargin, otherMargin, baseValue, otherValue } = input;
  const out = new Uint8Array(runs[0].status.length);
  const [a, b] = [runs[input.base], runs[input.other]];
  switch (filter) {
    case 'all':
      return out.fill(1);
    case 'flips':
      for (let e = 0; e < out.length; e++) out[e] = Number(isFlip(baseMargin[e], otherMargin[e]));
      return out;
    case 'different':
      // Where one is NaN there is nothing to compare.
      for (let e = 0; e < out.length; e++)
        out[e] = Number(baseValue[e] < otherValue[e] || baseValue[e] > otherValue[e]);
      return out;
    case 'labels':
      for (let e = 0; e < out.length; e++)
        out[e] = Number(a.status[e] !== notThere && b.status[e] !== notThere && a.label[e] !== b.label[e]);
      return out;
    case 'some':
      for (const { status } of runs)
        for (let e = 0; e < out.length; e++) out[e] |= Number(status[e] === notThere);
      return out;
    case 'failed':
      return scoredInSome(runs, out);
  }
}

/** Scored in one run, and there in another without a score. */
function scoredInSome(runs: readonly PageRun[], out: Uint8Array): Uint8Array {
  for (const { status } of runs)
    for (let e = 0; e < out.length; e++)
      out[e] |= status[e] === Status.ok ? 1 : status[e] === notThere ? 0 : 2;
  for (let e = 0; e < out.length; e++) out[e] = Number(out[e] === 3);
  return out;
}
