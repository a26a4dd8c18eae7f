import * as vscode from 'vscode';
import type { ReviewCalls } from '../../../webview/review/contract.ts';
import type { Session } from '../session.ts';
import { unlinked } from '../unlinked.ts';
import type { ResultsPage } from './page.ts';
import { sentDecision } from './sentDecision.ts';

/** What people say of labels. */
export function reviewCalls({ reviews, log }: Session, page: ResultsPage) {
  const { dataset } = page;
  const failed = (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
    return { error: error instanceof Error ? error.message : String(error) };
  };
  return {
    review: () => reviews.facts(dataset).catch(failed),
    decide(runId, row, decision) {
      if (!page.shownRun(runId) || !Number.isInteger(row)) return;
      reviews
        .decide(dataset, row, sentDecision(decision))
        // A step of the walkthrough.
        .then(() => vscode.commands.executeCommand('setContext', 'plackett.hasReviewed', true))
        .catch((error) => void vscode.window.showErrorMessage(unlinked(failed(error).error)));
    },
    applyDecisions: () =>
      void vscode.commands.executeCommand('plackett.applyDecisions', vscode.Uri.file(dataset)),
  } satisfies ReviewCalls;
}
