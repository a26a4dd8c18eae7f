import { describe, expect, test } from 'vitest';
import { betaSweep } from '../../../extension/preference/betaSweep.ts';
import { calibration } from '../../../extension/preference/calibration.ts';
import { chosenRejected, quadrants } from '../../../extension/preference/chosenRejected.ts';
import { derive, type LogProbColumns } from '../../../extension/preference/columns.ts';
import { lengthBias } from '../../../extension/preference/lengthBias.ts';
import { stageAgreement } from '../../../extension/preference/stageAgreement.ts';
import { numbersOf } from '../../../webview/figures/chartData.ts';
import {
  calibrationSentence,
  lengthSentence,
  movedSentence,
  positionSentence,
  quadrantSentence,
  sliceSentence,
  sweepSentence,
} from '../../../webview/figures/chartSentences.ts';
import { gridOf, lengthData, policyData, quadrantData } from '../../../webview/figures/densityData.ts';
import { calibrationData, positionData } from '../../../webview/figures/estimateData.ts';
import { chartSvg } from '../../../webview/figures/svg/chartSvg.ts';
import { sweepData } from '../../../webview/figures/sweepData.ts';
import { percent } from '../../../webview/format.ts';

/** Pairs: the best first, log-probs of policy and reference, tokens. */
function pairs(all: readonly (readonly [number, number])[], tokens = 3): LogProbColumns {
  return {
    offsets: Uint32Array.from({ length: all.length + 1 }, (_, i) => 2 * i),
    tier: Uint16Array.from(all.flatMap(() => [0, 1])),
    policyLogp: Float64Array.from(all.flat()),
    referenceLogp: new Float64Array(2 * all.length).fill(-10),
    tokens: Uint32Array.from(all.flatMap(() => [tokens, 2 * tokens])),
  };
}
const ones = (n: number) => new Uint8Array(n).fill(1);
const sidesOf = (columns: LogProbColumns) => chosenRejected(columns, ones(columns.offsets.length - 1));

const none = pairs([]);
const one = pairs([[-9, -12]]);
const equal = pairs([
  [-10, -10],
  [-10, -10],
]);
const several = pairs([
  [-9, -12],
  [-11, -13],
  [-12, -9],
  [-8, -11],
]);

describe('what the charts say', () => {
  test('of log-probs that fell', () => {
    expect(quadrantSentence(quadrants(sidesOf(several)))).toBe(
      'Chosen log-probs fell on 50.0% of the examples; on 25.0% both chosen and rejected fell',
    );
    expect(quadrantSentence(quadrants(sidesOf(none)))).toBe('No log-probs to compare yet');
    expect(movedSentence(-10, -11.25)).toBe(
      'The policy gives the chosen completions 1.25 nats less than the reference, on average',
    );
    expect(movedSentence(-10, -10)).toMatch(/the reference’s log-prob$/);
    expect(movedSentence(Number.NaN, Number.NaN)).toBe('No log-probs to compare yet');
  });

  test('of length', () => {
    expect(lengthSentence(lengthBias(several))).toMatch(
      /^Reward falls with length \(Spearman’s rho −0\.\d\d\); picking the longer is right on 0.0% of the pairs, the policy on 75.0%$/,
    );
    expect(lengthSentence(lengthBias(equal))).toMatch(
      /^Rewards or lengths do not vary; .*the policy on 0.0%$/,
    );
    expect(lengthSentence(lengthBias(pairs([[1, 2]], 0)))).toBe(
      'The lengths of these completions are not known',
    );
    expect(lengthSentence(lengthBias(none))).toBe('The lengths of these completions are not known');
  });

  test('of calibration', () => {
    const said = (columns: LogProbColumns, beta: number) =>
      calibrationSentence(calibration(columns, derive(columns, beta)));
    // Right in three of four: surer than that at a large beta, less sure at a small one.
    expect(said(several, 5)).toMatch(/points off on average: the policy is too sure$/);
    expect(said(several, 0.01)).toMatch(/points off on average: the policy is surer than it says$/);
    expect(said(none, 1)).toBe('No probabilities to hold against the annotations yet');
  });

  test('of positions', () => {
    expect(positionSentence(stageAgreement(several, ones(4)))).toBe(
      'The policy agrees on the 1st pick (75.0%, chance 50%)',
    );
    expect(positionSentence([])).toBe('No positions to compare yet');
    const rate = (mean: number) => ({ n: 9, mean, low: 0, high: 1 });
    const stages = [
      { position: 1, right: rate(0.5), chance: 0.25 },
      { position: 2, right: rate(0.4), chance: 0.5 },
    ];
    expect(positionSentence(stages)).toBe(
      'Agreement is best against chance at the 1st pick (50.0%, chance 25%) and weakest at the 2nd pick (40.0%, chance 50%)',
    );
  });

  test('of slices', () => {
    const said = (places: { label: string; mean: number }[]) =>
      sliceSentence('accuracy', 'source', places, (value) => percent(value));
    expect(
      said([
        { label: 'a', mean: 0.5 },
        { label: 'b', mean: 0.75 },
      ]),
    ).toBe('Accuracy by source is highest for b (75.0%) and lowest for a (50.0%)');
    expect(
      said([
        { label: 'a', mean: 0.5 },
        { label: 'b', mean: Number.NaN },
      ]),
    ).toBe('source is a wherever it is known: accuracy 50.0%');
    expect(
      said([
        { label: 'a', mean: 1 },
        { label: 'b', mean: 1 },
      ]),
    ).toBe('Accuracy is 100.0% for every value of source');
    expect(said([])).toBe('No example has a value of source');
  });

  test('of beta', () => {
    expect(sweepSentence(betaSweep(several))).toMatch(
      /^Loss would be least near beta [\d.]+, at 0\.\d+ nats; accuracy is 75.0% at every beta$/,
    );
    expect(sweepSentence(betaSweep(one))).toMatch(
      /^Loss falls up to the largest beta here; accuracy is 100.0%/,
    );
    expect(sweepSentence(betaSweep(pairs([[-12, -9]])))).toMatch(
      /^Loss rises with beta from the smallest here/,
    );
    expect(sweepSentence(betaSweep(equal))).toBe(
      'Loss is the same at every beta here; accuracy is 0.0% at every beta',
    );
    expect(sweepSentence(betaSweep(none))).toBe('No losses yet');
  });
});

test('none, one, several and equal examples have numbers and an image, without NaN in it', () => {
  const theme = {
    text: 'a',
    quiet: 'b',
    grid: 'c',
    background: 'd',
    good: 'e',
    bad: 'f',
    mark: 'g',
    font: 'h',
  };
  for (const columns of [none, one, equal, several]) {
    const sides = sidesOf(columns);
    const bias = lengthBias(columns);
    const charts = [
      policyData(sides, gridOf(sides.chosenReference, sides.chosenPolicy)),
      quadrantData(sides, gridOf(sides.rejectedRatio, sides.chosenRatio)),
      lengthData(bias, bias.ratio, gridOf(bias.tokens, bias.ratio), 2, undefined),
      calibrationData(calibration(columns, derive(columns, 0.1)), undefined),
      positionData(stageAgreement(columns, ones(columns.offsets.length - 1))),
      sweepData(betaSweep(columns), 0.1, undefined),
    ];
    for (const chart of charts) {
      const { head, lines } = numbersOf(chart);
      for (const cells of lines) {
        expect(cells.length).toBe(head.length);
        for (const cell of cells) expect(cell).not.toMatch(/NaN|undefined|Infinity/);
      }
      expect(chartSvg(chart, theme, { id: 'x', alone: true }), chart.name).not.toMatch(
        /NaN|undefined|Infinity/,
      );
    }
  }
});
