import path from 'node:path';
import * as vscode from 'vscode';
import type { BrowseClient } from '../../browse/browseClient.ts';
import type { BrowseState, ShownProblem } from '../../browse/shown.ts';
import { browseFile } from '../browseFile.ts';
import { pageNumber } from '../pageNumber.ts';
import type { Session } from '../session.ts';
import { checkText } from './checkText.ts';
import { toolFile } from './toolFile.ts';

export interface CheckInput {
  readonly path: string;
  readonly problems?: number;
}

const usual = 20;
const most = 50;

/** Checks a whole file in a thread of its own; ends with the token. */
export async function checkForTool(
  { sample, readings }: Session,
  input: CheckInput,
  token: vscode.CancellationToken,
): Promise<string> {
  const file = await toolFile(input.path, sample);
  const count = Math.min(most, input.problems === undefined ? usual : pageNumber(input.problems));
  let browser: BrowseClient | undefined;
  let cancelled: vscode.Disposable | undefined;
  try {
    const state = await new Promise<BrowseState>((resolve, reject) => {
      cancelled = token.onCancellationRequested(() => reject(new vscode.CancellationError()));
      const told = (now: BrowseState) => {
        if (now.checked >= 1 || now.failure !== undefined) resolve(now);
      };
      const failed = (reason: string) => reject(new Error(reason));
      browser = browseFile(vscode.Uri.file(file), readings, { state: told, changed: () => {} }, failed);
    });
    const first: ShownProblem[] = [];
    // A file has few codes; of each the first ones are enough to know the first of all.
    if (count > 0)
      for (const { code } of state.problems) first.push(...(await browser!.problems(code, 0, count)));
    first.sort((a, b) => a.line - b.line || a.column - b.column);
    return checkText(path.basename(file), state, first.slice(0, count));
  } finally {
    cancelled?.dispose();
    browser?.dispose();
  }
}
