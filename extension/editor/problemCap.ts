import type { LocatedProblem, Severity } from '../dataset/problem.ts';

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
  const total = hidden.error + hidden.warning + hidden.information;
  const parts = [
    count(hidden.error, 'error', 'errors'),
    count(hidden.warning, 'warning', 'warnings'),
    count(hidden.information, 'remark', 'remarks'),
  ].filter((part) => part !== undefined);
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0];
  return `${count(total, 'more problem', 'more problems')} in this file ${total === 1 ? 'is' : 'are'} not shown: ${list}. Mend some of those shown, or list all of them with "plackett check".`;
}

function count(n: number, one: string, many: string): string | undefined {
  return n === 0 ? undefined : `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
