import * as vscode from 'vscode';
import { UserError } from '../userError.ts';
import { applyDecisions } from './commands/applyDecisions.ts';
import { buildPairs, writePairs } from './commands/buildPairs.ts';
import { compareRuns } from './commands/compareRuns.ts';
import { cancel, continueRun, evaluate } from './commands/evaluate.ts';
import { evaluateExample } from './commands/evaluateExample.ts';
import { exportResults } from './commands/exportResults.ts';
import { forecastTruncation } from './commands/forecastTruncation.ts';
import { openRankings } from './commands/openRankings.ts';
import { evaluateSample, openSample } from './commands/openSample.ts';
import { peekRewards } from './commands/peekRewards.ts';
import { saveChart } from './commands/saveChart.ts';
import { selectFormat } from './commands/selectFormat.ts';
import { selectModel } from './commands/selectModel.ts';
import { setBeta } from './commands/setBeta.ts';
import { showProviders } from './commands/showProviders.ts';
import { showExample, showResults } from './commands/showResults.ts';
import { showTokens } from './commands/showTokens.ts';
import type { Session } from './session.ts';
import { RestrictedError, tellRestricted } from './trust.ts';
import { unlinked } from './unlinked.ts';

/** Registers a command of ours, whose errors become messages. */
export function commandsOf(session: Session) {
  return (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`plackett.${name}`, (...args) =>
      attempt(session, () => run(...(args as never[]))),
    );
}

export function registerCommands(session: Session): vscode.Disposable {
  const command = commandsOf(session);
  return vscode.Disposable.from(
    command('evaluate', (uri?: vscode.Uri) => evaluate(session, uri)),
    command('continueRun', (uri?: vscode.Uri) => continueRun(session, uri)),
    command('cancel', () => cancel(session)),
    command('evaluateExample', (uri?: vscode.Uri, line?: number) => evaluateExample(session, uri, line)),
    command('selectPolicyModel', () => selectModel(session, 'policy')),
    command('selectReferenceModel', () => selectModel(session, 'reference')),
    command('selectFormat', (uri?: vscode.Uri) => selectFormat(session, uri)),
    command('forecastTruncation', (uri?: vscode.Uri) => forecastTruncation(session, uri)),
    command('setBeta', (beta?: number) => setBeta(session, beta)),
    command('showResults', (uri?: vscode.Uri) => showResults(session, uri)),
    command('compareRuns', (folders?: unknown) => compareRuns(session, folders)),
    command('applyDecisions', (uri?: vscode.Uri) => applyDecisions(session, uri)),
    command('exportResults', (uri?: vscode.Uri, choice?: Parameters<typeof exportResults>[2]) =>
      exportResults(session, uri, choice),
    ),
    command('buildPairs', (uri?: vscode.Uri) => buildPairs(session, uri)),
    command('writePairs', (dataset: string, choice: Parameters<typeof writePairs>[2]) =>
      writePairs(session, dataset, choice),
    ),
    command('saveChart', (...image: Parameters<typeof saveChart>) => saveChart(...image)),
    command('openRankings', (uri?: vscode.Uri) => openRankings(session, uri)),
    command('showTokens', (uri?: vscode.Uri, line?: number, part?: number) =>
      showTokens(session, uri, line, part),
    ),
    command('showProviders', () => showProviders(session)),
    // With a reader of archives, which nobody else needs.
    command('installCuda', async () => (await import('./commands/installCuda.ts')).installCuda(session)),
    command('openSample', () => openSample(session)),
    command('evaluateSample', () => evaluateSample(session)),
    command('showSampleResults', () => showResults(session, vscode.Uri.file(session.sample.path))),
    command('showLog', () => session.log.show()),
    command('showExample', (dataset?: string, row?: number) => showExample(session, dataset, row)),
    command('peekRewards', (dataset?: string, row?: number) => peekRewards(session, dataset, row)),
  );
}

/** Errors end here: what a person can mend becomes a message, anything else a message with the way to the log. */
async function attempt(session: Session, run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    if (error instanceof RestrictedError) {
      session.log.warn(error.message);
      void tellRestricted(error);
    } else if (error instanceof UserError) {
      session.log.warn(error.message);
      void vscode.window.showErrorMessage(unlinked(error.message));
    } else {
      session.log.error(error instanceof Error ? error : String(error));
      const text = vscode.l10n.t(
        'Plackett met an unexpected error: {0}',
        error instanceof Error ? error.message : String(error),
      );
      void vscode.window
        .showErrorMessage(unlinked(text), vscode.l10n.t('Show Log'))
        .then((choice) => choice && session.log.show());
    }
    return undefined;
  }
}
