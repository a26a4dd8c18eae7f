import * as vscode from 'vscode';
import type { HostCalls } from '../../../webview/contract.ts';
import type { Session } from '../session.ts';
import type { ResultsPage } from './page.ts';

/** What makes a run, and what changes its numbers. */
export function runCalls({ runs, log }: Session, { dataset }: ResultsPage) {
  const uri = vscode.Uri.file(dataset);
  const command = (name: string, ...args: unknown[]) =>
    void vscode.commands.executeCommand(`plackett.${name}`, ...args);
  return {
    setBeta(beta) {
      if (Number.isFinite(beta) && beta > 0) runs.setBeta(beta);
    },
    cancel() {
      const run = runs.runFor(dataset);
      if (run) void runs.cancel(run);
    },
    evaluate: () => command(runs.runFor(dataset)?.canContinue ? 'continueRun' : 'evaluate', uri),
    selectFormat: () => command('selectFormat', uri),
    selectModel: (role) => command(role === 'policy' ? 'selectPolicyModel' : 'selectReferenceModel'),
    openSample: () => command('openSample'),
    showLog: () => log.show(),
  } satisfies Partial<HostCalls>;
}
