import path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationEnd } from '../../run/evaluation.ts';
import { endWords } from '../endWords.ts';
import { progressWords } from '../progressWords.ts';
import { pruneRuns } from '../pruneRuns.ts';
import { datasetFor, evaluationRequest } from '../request.ts';
import type { Run } from '../run.ts';
import type { Session } from '../session.ts';
import { assertTrusted } from '../trust.ts';
import { unlinked } from '../unlinked.ts';

/**
 * `Plackett: Evaluate Rankings`: queues the file, opens its results and stays until the run has ended. `limit`: only its first
 * examples.
 */
export async function evaluate(
  session: Session,
  uri?: vscode.Uri,
  limit?: number,
): Promise<EvaluationEnd | undefined> {
  assertTrusted();
  const dataset = await datasetFor(uri, session.panels.activeDataset);
  const running = session.runs.runFor(dataset.fsPath);
  if (running?.active) {
    session.panels.show(dataset.fsPath);
    return undefined;
  }
  const { run, ended } = session.runs.evaluate({ ...evaluationRequest(dataset, session), limit });
  return follow(session, run, ended);
}

/** `Plackett: Continue Evaluation`: goes on where a cut-off run stopped. */
export async function continueRun(session: Session, uri?: vscode.Uri): Promise<EvaluationEnd | undefined> {
  assertTrusted();
  const dataset = await datasetFor(uri, session.panels.activeDataset);
  await session.runs.restore(dataset.fsPath);
  const run = session.runs.runFor(dataset.fsPath);
  if (!run || run.active || run.phase === 'done' || !run.request.runFolder) return evaluate(session, dataset);
  return follow(session, run, session.runs.continueRun(run));
}

/** `Plackett: Cancel Evaluation`: what was scored is kept. */
export async function cancel(session: Session): Promise<void> {
  if (session.runs.current) await session.runs.cancel(session.runs.current);
}

async function follow(session: Session, run: Run, ended: Promise<EvaluationEnd>): Promise<EvaluationEnd> {
  session.panels.show(run.dataset, { preserveFocus: true });
  const end = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Evaluating {0}', path.basename(run.dataset)),
      cancellable: true,
    },
    (progress, token) => {
      let percent = 0;
      const listener = session.runs.onDidChangeRun((changed) => {
        if (changed !== run) return;
        if (run.phase === 'queued')
          return progress.report({ message: vscode.l10n.t('waiting for another evaluation to end') });
        const now = run.progress?.total ? (100 * run.progress.done) / run.progress.total : 0;
        progress.report({ message: progressWords(run.progress), increment: Math.max(0, now - percent) });
        percent = Math.max(percent, now);
      });
      token.onCancellationRequested(() => session.runs.cancel(run));
      return ended.finally(() => listener.dispose());
    },
  );
  void tellEnd(session, run, end);
  if (end.state === 'done') await pruneRuns(session).catch((error) => session.log.warn(String(error)));
  return end;
}

/** Buttons: the one that was pressed is known by its words. */
const actionWords = {
  showLog: vscode.l10n.t('Show Log'),
  proceed: vscode.l10n.t('Continue'),
  policy: vscode.l10n.t('Select Policy Model'),
  reference: vscode.l10n.t('Select Reference Model'),
};

/** The results page tells the rest; a message is for what needs an action. */
async function tellEnd(session: Session, run: Run, end: EvaluationEnd): Promise<void> {
  const logged = end.quotesDataset ? { ...end, reason: vscode.l10n.t('nothing was scored') } : end;
  session.log.info(`${run.dataset}: ${endWords(logged)}`);
  if (end.state !== 'failed') return;
  const actions =
    end.errorKind === 'usage' || end.errorKind === 'model'
      ? [actionWords.policy, actionWords.reference, actionWords.showLog]
      : end.counts.scored > 0
        ? [actionWords.proceed, actionWords.showLog]
        : [actionWords.showLog];
  const reason = run.reason ?? vscode.l10n.t('The evaluation failed.');
  const choice = await vscode.window.showErrorMessage(unlinked(reason), ...actions);
  if (choice === actionWords.showLog) session.log.show();
  if (choice === actionWords.proceed)
    await vscode.commands.executeCommand('plackett.continueRun', vscode.Uri.file(run.dataset));
  if (choice === actionWords.policy) await vscode.commands.executeCommand('plackett.selectPolicyModel');
  if (choice === actionWords.reference) await vscode.commands.executeCommand('plackett.selectReferenceModel');
}
