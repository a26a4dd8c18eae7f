import { type ChosenRejected, quadrants } from '../../extension/preference/chosenRejected.ts';
import { columnMeans, type Density, densityOf } from '../../extension/preference/density.ts';
import { type Bars, roundBars } from '../../extension/preference/histogramSeries.ts';
import type { LengthBias } from '../../extension/preference/lengthBias.ts';
import type { Rate } from '../../extension/preference/wilson.ts';
import { count, fixed, percent, signed } from '../format.ts';
import { barName, type NumberTable } from './barName.ts';
import { lengthSentence, movedSentence, quadrantSentence } from './chartSentences.ts';

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
  readonly counted: string;
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
    note: 'Log-probs are summed over tokens; a best tier of several has their mean. On the line nothing moved.',
    axisX: 'Chosen: reference log-prob (nats)',
    axisY: 'Policy log-prob (nats)',
    density,
    counted: 'Examples',
    rule: 'equal',
    corners: [],
    table: byColumn(
      ['Reference log-prob', 'Examples', 'Mean policy log-prob'],
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
    `${percent(rate.low)} to ${percent(rate.high)}`,
  ];
  const corner = (word: string, rate: Rate) => (q.n > 0 ? `${word} ${percent(rate.mean, 0)}` : '');
  return {
    kind: 'density',
    name: 'quadrants',
    title: quadrantSentence(q),
    note: 'Moved: log-prob of the policy minus that of the reference, summed over tokens, mean over the completions.',
    axisX: 'Rejected moved (nats)',
    axisY: 'Chosen moved (nats)',
    density: densityOf(sides.rejectedRatio, sides.chosenRatio, x, y),
    counted: 'Examples',
    rule: 'zero',
    corners: [
      corner('as wanted', q.onlyRejectedFell),
      corner('none fell', q.noneFell),
      corner('both fell', q.bothFell),
      corner('chosen fell', q.onlyChosenFell),
    ],
    table: {
      head: ['Below the reference', 'Examples', 'Share', '95% interval'],
      lines: [
        line('Chosen', q.chosenFell),
        line('Chosen and rejected', q.bothFell),
        line('Only chosen', q.onlyChosenFell),
        line('Only rejected', q.onlyRejectedFell),
        line('Neither', q.noneFell),
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
  const table = byColumn(['Tokens', 'Completions', 'Mean reward (nats)'], x, bias.tokens, reward, (value) =>
    signed(value, digits),
  );
  return {
    kind: 'density',
    name: 'length',
    title: lengthSentence(bias),
    note,
    axisX: 'Length (tokens)',
    axisY: 'Reward (nats)',
    density,
    counted: 'Completions',
    rule: 'zero',
    corners: [],
    table: {
      head: table.head,
      lines: [
        ...table.lines,
        ['Spearman’s rho', '', signed(bias.rho)],
        ['Accuracy of the longer', count(bias.longer.n), percent(bias.longer.mean)],
        ['Accuracy of the policy', count(bias.policy.n), percent(bias.policy.mean)],
      ],
    },
  };
}

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
