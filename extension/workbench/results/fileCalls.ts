import * as vscode from 'vscode';
import type { HostCalls } from '../../../webview/contract.ts';
import { explainProblem } from '../browseFile.ts';
import { pageNumber } from '../pageNumber.ts';
import type { Session } from '../session.ts';
import { FileProblems } from './fileProblems.ts';
import { FileSearch } from './fileSearch.ts';
import type { ResultsPage } from './page.ts';

/** The file behind the results: its problems, and texts in it. */
export function fileCalls({ context, readings }: Session, page: ResultsPage) {
  const { dataset, tell } = page;
  const problems = new FileProblems(vscode.Uri.file(dataset), readings, tell.problems);
  const search = new FileSearch(dataset, readings, tell.searched);
  page.own(problems);
  page.own(search);
  return {
    checkFile: () => problems.check(),
    problemRows: (code, from, count) => problems.rows(String(code), pageNumber(from), pageNumber(count)),
    findText: (text) => search.find(String(text)),
    stopFinding: (text) => search.stop(String(text)),
    explain: (code) => explainProblem(context.extensionUri, code),
  } satisfies Partial<HostCalls>;
}
