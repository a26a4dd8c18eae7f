import type * as vscode from 'vscode';
import type { PageCalls } from '../../../webview/contract.ts';
import type { Run } from '../run.ts';

/** What the features behind a results page know of it. */
export interface ResultsPage {
  readonly dataset: string;
  /** While the page is hidden, what it is told goes nowhere: it asks again. */
  readonly tell: PageCalls;
  /** The run that the page shows, where `runId` is its name: rows of another run have other indices. */
  shownRun(runId: unknown): Run | undefined;
  /** Ends with the page. */
  own(disposable: vscode.Disposable): void;
}
