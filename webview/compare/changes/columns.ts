import * as l10n from '@vscode/l10n';
import { isFlip } from '../../../extension/preference/paired/differences.ts';
import type { MetricKey } from '../../../extension/preference/paired/pairedMetrics.ts';
import { notThere } from '../../../extension/preference/paired/pairedRun.ts';
import { Status } from '../../../extension/preference/rows.ts';
import { count } from '../../format.ts';
import type { SortValue } from '../../order.ts';
import type { GridColumn } from '../../table/gridModel.ts';
import type { PageRun } from '../contract.ts';
import { differenceText, letterOf, metricText, metricWords } from '../words.ts';

/** What the cells of the table are made of, at one beta. */
export interface TableValues {
  readonly runs: readonly PageRun[];
  readonly base: number;
  readonly other: number;
  readonly metric: MetricKey;
  /** Value of an example in a run; NaN where it has none. */
  valueOf(run: number, example: number): number;
  readonly baseMargin: Float64Array;
  readonly otherMargin: Float64Array;
  readonly digits: number;
}

/** One column of the table. */
export interface ChangeColumn extends GridColumn {
  value(of: TableValues, e: number): SortValue;
  text(of: TableValues, e: number): string;
}

/** Line of an example: that of the baseline, else of the first run that has it. */
export function lineOf(
  { runs, base }: Pick<TableValues, 'runs' | 'base'>,
  e: number,
): { run: number; line: number } {
  const run =
    runs[base].line[e] > 0
      ? base
      : Math.max(
          0,
          runs.findIndex(({ line }) => line[e] > 0),
        );
  return { run, line: runs[run].line[e] };
}

export function difference(of: TableValues, e: number): number {
  return of.valueOf(of.other, e) - of.valueOf(of.base, e);
}

/** What an example shows besides numbers, as signs with words. */
export function marksOf({ runs, base, other, baseMargin, otherMargin }: TableValues, e: number) {
  const marks: { readonly glyph: string; readonly words: string }[] = [];
  if (isFlip(baseMargin[e], otherMargin[e]))
    marks.push(
      otherMargin[e] > 0
        ? { glyph: '▲', words: l10n.t('The margin turned right in {0}', letterOf(other)) }
        : { glyph: '▼', words: l10n.t('The margin turned wrong in {0}', letterOf(other)) },
    );
  const [a, b] = [runs[base], runs[other]];
  const areThere = a.status[e] !== notThere && b.status[e] !== notThere;
  if (areThere && a.label[e] !== b.label[e])
    marks.push({ glyph: '⇄', words: l10n.t('The annotated ranking is another in the two runs') });
  return marks;
}

export function changeColumns({
  base,
  other,
  metric,
  runs,
}: Pick<TableValues, 'base' | 'other' | 'metric' | 'runs'>): ChangeColumn[] {
  const [a, b] = [letterOf(base), letterOf(other)];
  const name = metricWords[metric].ofExample;
  return [
    {
      key: 'line',
      title: l10n.t('Line'),
      hint: l10n.t('Line in the file of run {0}, or of the first run that has the example', a),
      width: 78,
      numeric: true,
      startDescending: false,
      value: (of, e) => lineOf(of, e).line,
      text: (of, e) => {
        const { run, line } = lineOf(of, e);
        return run === of.base ? String(line) : `${letterOf(run)} ${line}`;
      },
    },
    {
      key: 'marks',
      title: l10n.t('Change'),
      hint: l10n.t('▲ the margin turned right in {0}, ▼ it turned wrong, ⇄ the label is another', b),
      width: 84,
      numeric: false,
      startDescending: false,
      value: (of, e) => marksOf(of, e)[0]?.glyph,
      text: () => '',
    },
    {
      key: 'k',
      title: 'K',
      hint: l10n.t('Completions'),
      width: 44,
      numeric: true,
      startDescending: true,
      value: (of, e) => sizeOf(of, e),
      text: (of, e) => count(sizeOf(of, e)),
    },
    ...runs.map(
      (_, run): ChangeColumn => ({
        key: `run:${run}`,
        title: run === base ? l10n.t('{0} (baseline)', letterOf(run)) : letterOf(run),
        hint: l10n.t('{0} in run {1}', name, letterOf(run)),
        width: 104,
        numeric: true,
        startDescending: true,
        value: (of, e) => of.valueOf(run, e),
        text: (of, e) => runText(of, run, e),
      }),
    ),
    {
      key: 'difference',
      title: `${b} − ${a}`,
      hint: l10n.t('{0} in {1} minus that in {2}', name, b, a),
      width: 104,
      numeric: true,
      startDescending: true,
      value: difference,
      text: (of, e) => {
        const value = difference(of, e);
        return Number.isNaN(value) ? '–' : differenceText(metric, value, of.digits);
      },
    },
    {
      key: 'change',
      title: `|${b} − ${a}|`,
      hint: l10n.t('How much changed, in either direction'),
      width: 96,
      numeric: true,
      startDescending: true,
      value: (of, e) => Math.abs(difference(of, e)),
      text: (of, e) => {
        const value = Math.abs(difference(of, e));
        return Number.isNaN(value) ? '–' : differenceText(metric, value, of.digits).replace('+', '');
      },
    },
  ];
}

/** Completions: of the first run that scored the example. */
function sizeOf({ runs }: TableValues, e: number): number {
  for (const { offsets } of runs) if (offsets[e + 1] > offsets[e]) return offsets[e + 1] - offsets[e];
  return Number.NaN;
}

function runText(of: TableValues, run: number, e: number): string {
  const status = of.runs[run].status[e];
  if (status === notThere) return l10n.t('not there');
  if (status === Status.failed) return 'failed';
  if (status === Status.noPreference) return 'tied';
  return metricText(of.metric, of.valueOf(run, e), of.digits);
}
