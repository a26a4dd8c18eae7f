import type * as vscode from 'vscode';
import { type Verdict, verdicts } from '../preference/decision.ts';
import { listed } from './numberWords.ts';

const words: Record<Verdict, string> = {
  keep: 'kept',
  flip: 'to flip',
  rerank: 'to re-rank',
  drop: 'to drop',
};

export function verdictWords(verdict: Verdict | undefined): string | undefined {
  return verdict && `label ${words[verdict]}`;
}

/** Above the file: how many labels were judged; a click applies the decisions. */
export function decisionsLens(decided: ReadonlyMap<number, Verdict>, uri: vscode.Uri): vscode.Command {
  const all = [...decided.values()];
  const parts = verdicts.flatMap((verdict) => {
    const n = all.filter((one) => one === verdict).length;
    return n === 0 ? [] : [`${n} ${words[verdict]}`];
  });
  const n = all.length;
  return {
    title: `$(checklist) ${n} ${n === 1 ? 'decision' : 'decisions'}: ${listed(parts)}`,
    tooltip: 'Labels that were judged in the results. Nothing is changed before you apply the decisions.',
    command: 'plackett.applyDecisions',
    arguments: [uri],
  };
}
