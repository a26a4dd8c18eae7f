import * as vscode from 'vscode';
import { UserError } from '../../userError.ts';
import type { Session } from '../session.ts';

/**
 * `Plackett: Show Tokens`: an example exactly as it is scored; by default the one at the cursor. `line`: 1-based; `part`: index of one
 * of its rankings.
 */
export async function showTokens(
  session: Session,
  uri?: vscode.Uri,
  line?: number,
  part?: number,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document =
    line !== undefined && uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
  const at =
    line === undefined
      ? editor && { line: editor.selection.active.line, character: editor.selection.active.character }
      : { line: line - 1, part };
  if (!document || at === undefined || document.languageId !== 'jsonl') {
    throw new UserError(
      vscode.l10n.t('Open a .jsonl file and put the cursor on the line of an example, then run this again.'),
      'usage',
    );
  }
  session.tokens.show({ document, ...at });
}
