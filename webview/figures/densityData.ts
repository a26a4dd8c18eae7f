import * as l10n from '@vscode/l10n';
import { type ChosenRejected, quadrants } from '../../extension/preference/chosenRejected.ts';
import { columnMeans, type Density, densityOf } from '../../extension/preference/density.ts';
import { type Bars, roundBars } from '../../extension/preference/histogramSeries.ts';
import type { LengthBias } from '../../extension/preference/lengthBias.ts';
import type { Rate } from '../../extension/preference/wilson.ts';
import { count, countOf, fixed, percent, signed } from '../format.ts';
import { barName, type NumberTable } from './barName.ts';
import { lengthSentence, movedSentence, quadrantSentence } from './chartSentences.ts';
import type { Counted } from './shortWords.ts';

/** Points counted in the cells of a grid. */
export interface DensityData {
  readonly kind: 'density';
  /** Part of a file's name. */
  readonly name: string;
  readonly title: string;
  /** What is to be known of the numbers besides. */
  readonly note: string | undefined;
  readonly axisX: string;
  readonly axisY: string;
  readonly density: Density;
  readonly counted: Counted;
  /** Lines to read the points against: where both are equal, or where either is 0. */
  readonly rule: 'equal' | 'zero';
  /** Words in the corners: top left, top right, bottom left, bottom right. */
  readonly corners: readonly string[];
  readonly table: NumberTable;
}

/** Columns and rows of a grid, at most about. */
const most = { x: 30, y: 20 };

/** Bars that all examples fill, so that they stay where they are when some are left out. */
export interface Grid {
  readonly x: Bars;
  readonly y: Bars;
}

export const gridOf = (xs: Float64Array, ys: Float64Array, wholeX = false): Grid => ({
  x: roundBars(xs, most.x, wholeX),
  y: roundBars(ys, most.y),
});

/** The policy's log-prob of the chosen completions against the reference's. */
export function policyData({ chosenReference, chosenPolicy }: ChosenRejected, { x, y }: Grid): DensityData {
  const density = densityOf(chosenReference, chosenPolicy, x, y);
  return {
    kind: 'density',
    name: 'log-probs',
    title: movedSentence(meanOf(chosenReference), meanOf(chosenPolicy)),
    note: notes(
      l10n.t(
        'Log-probs are summed over tokens; a best tier of several has their mean. On the line nothing moved.',
      ),
      fullest(density, 'example'),
    ),
    axisX: l10n.t('Chosen: reference log-prob (nats)'),
    axisY: l10n.t('Policy log-prob (nats)'),
    density,
    counted: 'example',
    rule: 'equal',
    corners: [],
    table: byColumn(
      [l10n.t('Reference log-prob'), l10n.t('Examples'), l10n.t('Mean policy log-prob')],
      x,
      chosenReference,
      chosenPolicy,
      (value) => fixed(value),
    ),
  };
}

/** How far the log-probs of chosen and rejected completions moved from the reference's. */
export function quadrantData(sides: ChosenRejected, { x, y }: Grid): DensityData {
  const q = quadrants(sides);
  const line = (name: string, rate: Rate) => [
    name,
    count(Math.round(rate.mean * rate.n) || 0),
    percent(rate.mean),
    l10n.t('{0} to {1}', percent(rate.low), percent(rate.high)),
  ];
  const density = densityOf(sides.rejectedRatio, sides.chosenRatio, x, y);
  const corner = (word: string, rate: Rate) => (q.n > 0 ? `${word} ${percent(rate.mean, 0)}` : '');
  return {
    kind: 'density',
    name: 'quadrants',
    title: quadrantSentence(q),
    note: notes(
      l10n.t(
        'Moved: log-prob of the policy minus that of the reference, summed over tokens, mean over the completions.',
      ),
      fullest(density, 'example'),
    ),
    axisX: l10n.t('Rejected moved (nats)'),
    axisY: l10n.t('Chosen moved (nats)'),
    density,
    counted: 'example',
    rule: 'zero',
    corners: [
      corner(l10n.t('as wanted'), q.onlyRejectedFell),
      corner(l10n.t('none fell'), q.noneFell),
      corner(l10n.t('both fell'), q.bothFell),
      corner(l10n.t('chosen fell'), q.onlyChosenFell),
    ],
    table: {
      head: [l10n.t('Below the reference'), l10n.t('Examples'), l10n.t('Share'), l10n.t('95% interval')],
      lines: [
        line(l10n.t({ message: 'Chosen', comment: ['The better of two completions'] }), q.chosenFell),
        line(l10n.t('Chosen and rejected'), q.bothFell),
        line(l10n.t('Only chosen'), q.onlyChosenFell),
        line(l10n.t('Only rejected'), q.onlyRejectedFell),
        line(l10n.t('Neither'), q.noneFell),
      ],
    },
  };
}

/** Rewards against the length of the completions. */
export function lengthData(
  bias: LengthBias,
  reward: Float64Array,
  { x, y }: Grid,
  digits: number,
  note: string | undefined,
): DensityData {
  const density = densityOf(bias.tokens, reward, x, y);
  const table = byColumn(
    [l10n.t('Tokens'), l10n.t('Completions'), l10n.t('Mean reward (nats)')],
    x,
    bias.tokens,
    reward,
    (value) => signed(value, digits),
  );
  return {
    kind: 'density',
    name: 'length',
    title: lengthSentence(bias),
    note: notes(note, fullest(density, 'completion')),
    axisX: l10n.t('Length (tokens)'),
    axisY: l10n.t('Reward (nats)'),
    density,
    counted: 'completion',
    rule: 'zero',
    corners: [],
    table: {
      head: table.head,
      lines: [
        ...table.lines,
        [l10n.t('Spearman’s rho'), '', signed(bias.rho)],
        [l10n.t('Accuracy of the longer'), count(bias.longer.n), percent(bias.longer.mean)],
        [l10n.t('Accuracy of the policy'), count(bias.policy.n), percent(bias.policy.mean)],
      ],
    },
  };
}

/** What the strength of a cell stands for, in numbers. */
function fullest({ counts, n }: Density, what: 'example' | 'completion'): string | undefined {
  if (n === 0) return undefined;
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  return l10n.t('The stronger a cell, the more: the fullest has {0}.', countOf(most, what));
}

const notes = (...all: (string | undefined)[]) => all.filter((note) => note).join(' ') || undefined;

/** For each column of the grid how many points there are, and their mean. */
function byColumn(
  head: readonly string[],
  x: Bars,
  xs: Float64Array,
  ys: Float64Array,
  words: (value: number) => string,
): NumberTable {
  const lines = columnMeans(xs, ys, x).map(({ n, mean }, column) => [
    barName(x, column),
    count(n),
    words(mean),
  ]);
  return { head, lines };
}

export function meanOf(values: Float64Array): number {
  let [n, sum] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
  }
  return sum / n;
}
