import type { ChartData } from '../../../../webview/figures/chartData.ts';
import { gridOf, lengthData, policyData, quadrantData } from '../../../../webview/figures/densityData.ts';
import { calibrationData, positionData } from '../../../../webview/figures/estimateData.ts';
import {
  calibrationNote,
  lengthNote,
  mostExamples,
  mostSwept,
  sampleNote,
} from '../../../../webview/figures/sampleNote.ts';
import { sweepData } from '../../../../webview/figures/sweepData.ts';
import { betaSweep } from '../../../preference/betaSweep.ts';
import { chosenRejected } from '../../../preference/chosenRejected.ts';
import { undefinedTop1 } from '../../../preference/columns.ts';
import { lengthBias } from '../../../preference/lengthBias.ts';
import { sampleColumns } from '../../../preference/sampleColumns.ts';
import { stageAgreement } from '../../../preference/stageAgreement.ts';
import type { Summary } from '../../../preference/summary.ts';
import type { TextSource } from '../cells.ts';

/** The page's charts of log-probs, length, calibration, positions and beta, over all rows of the report. */
export function moreCharts(
  { rows, derived, beta }: TextSource,
  summary: Summary,
  digits: number,
): ChartData[] {
  const counted = Uint8Array.from(derived.top1, (value) => Number(value !== undefinedTop1));
  const sides = chosenRejected(rows, counted);
  const sample = sampleColumns(rows, counted, mostExamples);
  const bias = lengthBias(sample.columns);
  const reward = bias.ratio.map((value) => beta * value);
  const swept = sampleColumns(rows, counted, mostSwept);
  return [
    quadrantData(sides, gridOf(sides.rejectedRatio, sides.chosenRatio)),
    policyData(sides, gridOf(sides.chosenReference, sides.chosenPolicy)),
    lengthData(bias, reward, gridOf(bias.tokens, reward, true), digits, sampleNote(sample, lengthNote)),
    calibrationData(summary.calibration, calibrationNote),
    positionData(stageAgreement(rows, counted)),
    sweepData(betaSweep(swept.columns), beta, sampleNote(swept)),
  ];
}
