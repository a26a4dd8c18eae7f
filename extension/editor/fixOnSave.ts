import * as vscode from 'vscode';
import { shownOf } from './diagnostics.ts';
import type { DocumentChecks } from './documentChecks.ts';
import { firstFixes, onSaveCodes } from './fixAll.ts';
import { jsonlSelector, linesOf } from './jsonlDocument.ts';
import { workspaceEdit } from './workspaceEdit.ts';

const kind = vscode.CodeActionKind.SourceFixAll.append('plackett');

/** `source.fixAll.plackett`, for `editor.codeActionsOnSave`: what is only written wrong is mended at once. */
export function registerFixOnSave(checks: DocumentChecks): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, _range, { only }, token) {
      // Not for the light bulb, which asks at every move of the cursor.
      if (!only?.contains(kind)) return [];
      await checks.settled(document);
      if (token.isCancellationRequested) return [];
      const problems = shownOf(checks.problems(document), document).filter(({ problem }) =>
        onSaveCodes.has(problem.code),
      );
      const fixes = firstFixes(problems, linesOf(document));
      if (fixes.length === 0) return [];
      const action = new vscode.CodeAction(vscode.l10n.t('Mend what is only written wrong'), kind);
      action.edit = workspaceEdit(document, fixes);
      return [action];
    },
  };
  return vscode.languages.registerCodeActionsProvider(jsonlSelector, provider, {
    providedCodeActionKinds: [kind],
  });
}
