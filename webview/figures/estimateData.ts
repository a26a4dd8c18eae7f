import * as l10n from '@vscode/l10n';
import type { Calibration } from '../../extension/preference/calibration.ts';
import type { Estimate } from '../../extension/preference/moments.ts';
import type { SlicePart, Slices } from '../../extension/preference/slices.ts';
import type { StageAgreement } from '../../extension/preference/stageAgreement.ts';
import type { Rate } from '../../extension/preference/wilson.ts';
import { sliceTitle } from '../brush/sliceColumn.ts';
import { count, fixed, ordinal, percent, signed } from '../format.ts';
import type { NumberTable } from './barName.ts';
import { calibrationSentence, positionSentence, sliceSentence } from './chartSentences.ts';
import { type Counted, number, scalarWords } from './shortWords.ts';

/** A mean or a share at one place, with its 95% interval. */
export interface Place {
  readonly label: string;
  /** Value on the other axis, where that has numbers: otherwise places stand one after another. */
  readonly at?: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** What a model that knows nothing would have here. */
  readonly chance?: number;
}

/** Means or shares side by side. */
export interface EstimateData {
  readonly kind: 'estimates';
  readonly name: string;
  readonly title: string;
  readonly note: string | undefined;
  readonly axisPlace: string;
  readonly axisValue: string;
  readonly places: readonly Place[];
  /** What the places stand for, where they are values of a field. */
  readonly parts?: readonly SlicePart[];
  /** What `n` counts. */
  readonly counted: Counted;
  /** Shares are 0 to 1. */
  readonly unit: 'share' | 'nats';
  readonly digits: number;
  /** Names that need room: one below another. */
  readonly lying: boolean;
  /** The line where place and value are equal. */
  readonly diagonal: boolean;
  readonly table: NumberTable;
}

export function valueWords({ unit, digits }: Pick<EstimateData, 'unit' | 'digits'>, value: number): string {
  return unit === 'share' ? percent(value) : signed(value, digits);
}

/** How often completions are first that the policy gives a certain probability to be. */
export function calibrationData(calibration: Calibration, note: string | undefined): EstimateData {
  const name = (low: number, high: number) => l10n.t('{0} to {1}', fixed(low, 1), fixed(high, 1));
  return {
    kind: 'estimates',
    name: 'calibration',
    title: calibrationSentence(calibration),
    note,
    axisPlace: l10n.t('Probability to be first, by the policy'),
    axisValue: l10n.t('Annotated first'),
    places: calibration.bins.map(({ low, high, meanProbability, first }) => ({
      label: name(low, high),
      at: Number.isNaN(meanProbability) ? (low + high) / 2 : meanProbability,
      ...first,
    })),
    counted: 'completion',
    unit: 'share',
    digits: 1,
    lying: false,
    diagonal: true,
    table: {
      head: [
        l10n.t('Probability'),
        l10n.t('Completions'),
        l10n.t('Mean'),
        l10n.t('Annotated first'),
        l10n.t('95% interval'),
      ],
      lines: calibration.bins.map(({ low, high, meanProbability, first }) => [
        name(low, high),
        count(first.n),
        percent(meanProbability),
        percent(first.mean),
        interval(first, (value) => percent(value)),
      ]),
    },
  };
}

/** Positions that have room. */
export const mostPositions = 12;

/** Where in the order the policy goes wrong. */
export function positionData(all: readonly StageAgreement[]): EstimateData {
  const stages = all.slice(0, mostPositions);
  return {
    kind: 'estimates',
    name: 'positions',
    title: positionSentence(stages),
    note: l10n.t(
      'Of the completions that better tiers have left: is the largest reward in the tier that was annotated next?',
    ),
    axisPlace:
      all.length > stages.length
        ? l10n.t('Position in the ranking (first {0} of {1})', stages.length, all.length)
        : l10n.t('Position in the ranking'),
    axisValue: l10n.t('Agreement'),
    places: stages.map(({ position, right, chance }) => ({ label: ordinal(position), ...right, chance })),
    counted: 'example',
    unit: 'share',
    digits: 1,
    lying: false,
    diagonal: false,
    table: {
      head: [
        l10n.t('Position'),
        l10n.t('Examples'),
        l10n.t('Right'),
        l10n.t('95% interval'),
        l10n.t({ message: 'Chance', comment: ['The loss of a model that knows nothing'] }),
      ],
      lines: stages.map(({ position, right, chance }) => [
        ordinal(position),
        count(right.n),
        percent(right.mean),
        interval(right, (value) => percent(value)),
        percent(chance),
      ]),
    },
  };
}

export interface SliceValues {
  /** Name of the field; undefined = K. */
  readonly field: string | undefined;
  readonly slices: Slices;
  /** One a part. */
  readonly estimates: readonly Estimate[];
  readonly what: 'accuracy' | 'margin';
  readonly digits: number;
}

/** Accuracy or margin by the values of a field. */
export function sliceData({ field, slices, estimates, what, digits }: SliceValues): EstimateData {
  const isShare = what === 'accuracy';
  const by = sliceTitle(field);
  const words = (value: number) => (isShare ? percent(value) : signed(value, digits));
  const within = (e: Estimate) =>
    isShare ? { ...e, low: Math.max(0, e.low), high: Math.min(1, e.high) } : e;
  const places = slices.parts.map((part, i) => ({
    label: partName(part, i === slices.parts.length - 1),
    ...within(estimates[i]),
  }));
  return {
    kind: 'estimates',
    name: `${what}-by-slice`,
    title: sliceSentence(what, by, places, words),
    note: l10n.t('Mean over examples, with its 95% interval by Student’s t.'),
    axisPlace:
      slices.left > 0
        ? l10n.t('{0} (most frequent {1} of {2})', by, places.length, places.length + slices.left)
        : by,
    axisValue: isShare ? l10n.t('Pairwise accuracy') : l10n.t('Margin (nats)'),
    places,
    parts: slices.parts,
    counted: 'example',
    unit: isShare ? 'share' : 'nats',
    digits,
    lying: true,
    diagonal: false,
    table: {
      head: [
        by,
        l10n.t('Examples'),
        isShare
          ? l10n.t('Accuracy')
          : l10n.t({
              message: 'Margin',
              comment: ['Reward of the best completions minus that of the others'],
            }),
        l10n.t('95% interval'),
      ],
      lines: places.map((place) => [place.label, count(place.n), words(place.mean), interval(place, words)]),
    },
  };
}

function partName(part: SlicePart, isLast: boolean): string {
  if (part.kind === 'word') return scalarWords(part.word);
  return isLast
    ? l10n.t('{0} to {1}', number(part.low), number(part.high))
    : l10n.t('{0} to < {1}', number(part.low), number(part.high));
}

function interval({ low, high }: Rate | Place, words: (value: number) => string): string {
  return Number.isNaN(low) ? l10n.t('no interval yet') : l10n.t('{0} to {1}', words(low), words(high));
}
