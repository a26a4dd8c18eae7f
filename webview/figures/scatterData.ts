import type { Scatter } from '../../extension/preference/paired/scatter.ts';
import type { NumberTable } from './barName.ts';

/** Values of one run against those of another. */
export interface ScatterData {
  readonly kind: 'scatter';
  /** Part of a file's name. */
  readonly name: string;
  readonly title: string;
  /** Signs of the chart, in words. */
  readonly note: string;
  readonly points: Scatter;
  /** Of the squares that many points are counted in. */
  readonly edges: { readonly x: Float64Array; readonly y: Float64Array };
  readonly axisX: string;
  readonly axisY: string;
  /** Decimals of the values. */
  readonly digits: number;
  /** Whether a sign that changes is right or wrong, as of margins: marked by shapes. */
  readonly hasFlips: boolean;
  readonly table: NumberTable;
}

const largest = 9;

/** px: of a square's dot by how many are in it. */
export function dotRadius({ isBinned, count }: Scatter): (point: number) => number {
  const most = count.reduce((max, n) => Math.max(max, n), 1);
  return (point) => (isBinned ? Math.max(1.2, largest * Math.sqrt(count[point] / most)) : 2.5);
}

/** Points by what became of the sign. */
export function pointKinds({ points: { x, y }, hasFlips }: Pick<ScatterData, 'points' | 'hasFlips'>) {
  const kinds = { same: [] as number[], toRight: [] as number[], toWrong: [] as number[] };
  for (let i = 0; i < x.length; i++) {
    if (hasFlips && x[i] < 0 && y[i] > 0) kinds.toRight.push(i);
    else if (hasFlips && x[i] > 0 && y[i] < 0) kinds.toWrong.push(i);
    else kinds.same.push(i);
  }
  return kinds;
}
