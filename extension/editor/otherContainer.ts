import * as l10n from '@vscode/l10n';
import { recordTexts } from '../dataset/containers/jsonLinesOf.ts';
import { type TextKind, textLayout } from '../dataset/containers/textKind.ts';
import { isPreferenceDataset } from '../dataset/isPreferenceDataset.ts';
import type { LocatedProblem } from '../dataset/problem.ts';
import { messageOf, problem, severityOf } from '../dataset/problems.ts';

export const notJsonLinesCode = 'not-json-lines';

/** What is looked at to tell what a document holds. */
const [linesLooked, unitsLooked] = [400, 1 << 16];

const found: Record<Exclude<TextKind, 'lines' | 'columns'>, string> = {
  objects: l10n.t('JSON objects over several lines, or several on one line'),
  list: l10n.t('a JSON array'),
  listInObject: l10n.t('an object with a JSON array in it'),
};

/** The one problem of a document that is named as JSON lines and has none; `holdsRankings` where its records look like rankings. */
export function otherContainer(
  lineCount: number,
  lineText: (line: number) => string,
): { readonly problem: LocatedProblem; readonly holdsRankings: boolean } | undefined {
  let head = '';
  let line = 0;
  for (; line < lineCount && line < linesLooked && head.length < unitsLooked; line++)
    head += `${lineText(line).slice(0, unitsLooked)}\n`;
  const isWhole = line === lineCount && head.length < unitsLooked;
  const layout = textLayout(head, isWhole);
  if (layout.kind === 'lines') return undefined;
  const at = { start: 0, end: 1 };
  const defect =
    layout.kind === 'columns'
      ? problem('columns-not-records', at)
      : problem(notJsonLinesCode, at, { found: found[layout.kind] });
  const { code } = defect;
  return {
    problem: { ...at, code, severity: severityOf(defect), message: messageOf(defect), fixes: [] },
    holdsRankings: layout.kind === 'columns' || isPreferenceDataset(recordTexts(head, layout)),
  };
}
