import * as vscode from 'vscode';
import type { HostCalls, PairChoice } from '../../../webview/contract.ts';
import { previewPairs } from '../commands/buildPairs.ts';
import type { Session } from '../session.ts';
import type { ResultsPage } from './page.ts';

/** What leaves the page as a file. */
export function exportCalls(session: Session, page: ResultsPage) {
  const { dataset } = page;
  const command = (name: string, ...args: unknown[]) =>
    void vscode.commands.executeCommand(`plackett.${name}`, ...args);
  /** Rows of another run have other indices: none of them is meant. */
  const ofThisRun = (choice: PairChoice): PairChoice =>
    !choice.only || page.shownRun(choice.only.runId)
      ? choice
      : { ...choice, only: { ...choice.only, rows: new Uint32Array(0) } };
  return {
    exportResults(choice) {
      if (page.shownRun(choice?.runId)) command('exportResults', vscode.Uri.file(dataset), choice);
    },
    previewPairs: (choice) => previewPairs(session, dataset, ofThisRun(choice)),
    writePairs: (choice) => command('writePairs', dataset, ofThisRun(choice)),
    saveChart(name, format, content) {
      if (content instanceof Uint8Array)
        command('saveChart', dataset, String(name), format === 'svg' ? 'svg' : 'png', content);
    },
  } satisfies Partial<HostCalls>;
}
