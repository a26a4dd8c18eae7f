import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { type Verdict, verdicts } from '../preference/decision.ts';
import { listed } from './numberWords.ts';

const labels: Record<Verdict, string> = {
  keep: l10n.t('label kept'),
  flip: l10n.t('label to flip'),
  rerank: l10n.t('label to re-rank'),
  drop: l10n.t('label to drop'),
};

const counts: Record<Verdict, (n: number) => string> = {
  keep: (n) => l10n.t('{0} kept', n),
  flip: (n) => l10n.t('{0} to flip', n),
  rerank: (n) => l10n.t('{0} to re-rank', n),
  drop: (n) => l10n.t('{0} to drop', n),
};

export function verdictWords(verdict: Verdict | undefined): string | undefined {
  return verdict && labels[verdict];
}

/** Above the file: how many labels were judged; a click applies the decisions. */
export function decisionsLens(decided: ReadonlyMap<number, Verdict>, uri: vscode.Uri): vscode.Command {
  const all = [...decided.values()];
  const parts = verdicts.flatMap((verdict) => {
    const n = all.filter((one) => one === verdict).length;
    return n === 0 ? [] : [counts[verdict](n)];
  });
  const n = all.length;
  return {
    title: `$(checklist) ${n === 1 ? l10n.t('1 decision: {0}', listed(parts)) : l10n.t('{0} decisions: {1}', n, listed(parts))}`,
    tooltip: l10n.t(
      'Labels that were judged in the results. Nothing is changed before you apply the decisions.',
    ),
    command: 'plackett.applyDecisions',
    arguments: [uri],
  };
}
