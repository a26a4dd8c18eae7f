import * as l10n from '@vscode/l10n';
import type { SampledColumns } from '../../extension/preference/sampleColumns.ts';
import { count } from '../format.ts';

/** Examples drawn where there are more, for what takes a while: lengths and calibration, and a sweep over beta. */
export const mostExamples = 100_000;
export const mostSwept = 20_000;

/** What is to be known of numbers, and that they are of a sample where they are. */
export function sampleNote({ columns, of }: SampledColumns, besides?: string): string | undefined {
  const drawn = columns.offsets.length - 1;
  const sampled =
    drawn < of ? l10n.t('A sample of {0} of the {1} examples.', count(drawn), count(of)) : undefined;
  return [besides, sampled].filter((part) => part).join(' ') || undefined;
}

export const lengthNote = l10n.t(
  'Accuracies: share of ordered pairs, mean over examples; a pair of one length is not right.',
);
export const calibrationNote = l10n.t(
  'Of the examples whose best tier is one completion. Intervals are Wilson’s.',
);
