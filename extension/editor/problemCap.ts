import * as l10n from '@vscode/l10n';
import type { LocatedProblem, Severity } from '../dataset/problem.ts';
import { listed } from './numberWords.ts';

export interface LineProblem {
  /** 0-based. */
  readonly line: number;
  readonly problem: LocatedProblem;
}

export interface CappedProblems {
  /** By line; where some are hidden, errors were taken before warnings and these before information. */
  readonly shown: readonly LineProblem[];
  readonly hidden: Readonly<Record<Severity, number>>;
}

const severities: readonly Severity[] = ['error', 'warning', 'information'];

/** At most `limit` entries for VS Code, which drops what is beyond it: where there are more, one entry is left for saying so. */
export function capProblems(problems: readonly LineProblem[], limit: number): CappedProblems {
  const hidden = { error: 0, warning: 0, information: 0 };
  if (problems.length <= limit) return { shown: problems, hidden };
  const shown: LineProblem[] = [];
  for (const severity of severities)
    for (const entry of problems) {
      if (entry.problem.severity !== severity) continue;
      if (shown.length < limit - 1) shown.push(entry);
      else hidden[severity]++;
    }
  return { shown: shown.sort((a, b) => a.line - b.line || a.problem.start - b.problem.start), hidden };
}

/** The one entry that says how many more: "2,345 more problems in this file are not shown: 2,000 errors and 345 warnings." */
export function hiddenMessage(hidden: CappedProblems['hidden']): string {
  const n = (value: number) => value.toLocaleString('en');
  const total = hidden.error + hidden.warning + hidden.information;
  const parts = [
    hidden.error === 1 ? l10n.t('1 error') : hidden.error > 1 && l10n.t('{0} errors', n(hidden.error)),
    hidden.warning === 1
      ? l10n.t('1 warning')
      : hidden.warning > 1 && l10n.t('{0} warnings', n(hidden.warning)),
    hidden.information === 1
      ? l10n.t('1 remark')
      : hidden.information > 1 && l10n.t('{0} remarks', n(hidden.information)),
  ].filter((part) => part !== false);
  const list = listed(parts);
  return total === 1
    ? l10n.t(
        '1 more problem in this file is not shown: {0}. Mend some of those shown, or list all of them with "plackett check".',
        list,
      )
    : l10n.t(
        '{0} more problems in this file are not shown: {1}. Mend some of those shown, or list all of them with "plackett check".',
        n(total),
        list,
      );
}
