import * as vscode from 'vscode';
import { jsonLinesOf } from '../dataset/containers/jsonLinesOf.ts';
import { codeOf, diagnosticSource } from './diagnostics.ts';
import type { DocumentChecks } from './documentChecks.ts';
import { byteOrderMarkCode, type FileDefects } from './fileDefects.ts';
import { firstFixes, fixesNow, type LineFix } from './fixAll.ts';
import { jsonlSelector, linesOf } from './jsonlDocument.ts';
import { notJsonLinesCode } from './otherContainer.ts';
import { workspaceEdit } from './workspaceEdit.ts';

/** Mends every problem of one code; its edits are made when it is chosen. */
class FixAllAction extends vscode.CodeAction {
  constructor(
    title: string,
    readonly document: vscode.TextDocument,
    readonly version: number,
    readonly code: string,
  ) {
    super(title, vscode.CodeActionKind.QuickFix);
  }
}

/** Writes one record a line; as text, which may be undone, when it is chosen. */
class JsonLinesAction extends vscode.CodeAction {
  constructor(
    readonly document: vscode.TextDocument,
    readonly version: number,
  ) {
    super(vscode.l10n.t('Write one record a line'), vscode.CodeActionKind.QuickFix);
    this.isPreferred = true;
  }
}

/** UTF-16 units of a document that is rewritten at once; `plackett convert` takes files of any size. */
const mostRewritten = 1 << 24;

/** What may be right once the file is read otherwise. */
const readingCodes = new Set(['ranking-one-based', 'unknown-format']);

/** Not in the palette: what the fix of a mark calls, which no text edit reaches. */
const removeMarkCommand = 'plackett.removeByteOrderMark';

/** Quick fixes where a fix is certain: for the problem itself, and for all of its kind in the file. */
export function registerQuickFixes(checks: DocumentChecks, defects: FileDefects): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, _range, { diagnostics }) {
      const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
      const single = ours.flatMap((diagnostic) =>
        codeOf(diagnostic) === byteOrderMarkCode &&
        defects.hasMark(document) &&
        diagnostic.range.start.line === 0
          ? [removeMark(document, diagnostic)]
          : singleFixes(checks, document, diagnostic),
      );
      const others = ours.filter((diagnostic) => readingCodes.has(codeOf(diagnostic))).slice(0, 1);
      const codes = new Set(single.flatMap(({ diagnostics }) => diagnostics?.map(codeOf) ?? []));
      const all = [...codes].flatMap((code) => fixAllAction(checks, document, code) ?? []);
      return [
        ...rewritten(document, ours),
        ...single,
        ...all,
        ...others.map((diagnostic) => chooseReading(document, diagnostic)),
      ];
    },
    resolveCodeAction(action) {
      if (action instanceof FixAllAction && action.document.version === action.version) {
        const { document, code } = action;
        action.edit = workspaceEdit(document, fixesOfKind(checks, document, code));
      }
      if (action instanceof JsonLinesAction && action.document.version === action.version)
        action.edit = jsonLinesEdit(action.document);
      return action;
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(jsonlSelector, provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand(removeMarkCommand, async (uri: vscode.Uri) =>
      defects.removeMark(await vscode.workspace.openTextDocument(uri)),
    ),
  );
}

function rewritten(document: vscode.TextDocument, ours: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const diagnostic = ours.find((one) => codeOf(one) === notJsonLinesCode);
  if (!diagnostic || document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > mostRewritten)
    return [];
  const action = new JsonLinesAction(document, document.version);
  action.diagnostics = [diagnostic];
  return [action];
}

function jsonLinesEdit(document: vscode.TextDocument): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const text = jsonLinesOf(document.getText());
  const end = document.lineAt(document.lineCount - 1).range.end;
  if (text !== undefined) edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  return edit;
}

function singleFixes(
  checks: DocumentChecks,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction[] {
  const { line, character } = diagnostic.range.start;
  const problem = checks
    .problemsAt(document, line)
    .find(({ code, start }) => code === codeOf(diagnostic) && start === character);
  const lines = linesOf(document);
  return (problem ? fixesNow({ line, problem }, lines) : []).map((fix, _, { length }) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    // VS Code makes a preferred fix without asking; a record goes only when it is chosen.
    action.isPreferred = length === 1 && !fix.removesLine;
    action.edit = workspaceEdit(document, [{ line, fix }]);
    return action;
  });
}

function chooseReading(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Choose how the rankings of this file are read…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = { command: 'plackett.selectFormat', title, arguments: [document.uri] };
  return action;
}

function removeMark(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = document.isDirty
    ? vscode.l10n.t('Save the file without its byte order mark')
    : vscode.l10n.t('Remove the byte order mark');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.command = { command: removeMarkCommand, title, arguments: [document.uri] };
  return action;
}

function fixAllAction(
  checks: DocumentChecks,
  document: vscode.TextDocument,
  code: string,
): vscode.CodeAction | undefined {
  const count = fixesOfKind(checks, document, code).length;
  if (count < 2) return undefined;
  return new FixAllAction(
    vscode.l10n.t('Fix all {0} problems of this kind in the file ({1})', count.toLocaleString('en'), code),
    document,
    document.version,
    code,
  );
}

function fixesOfKind(checks: DocumentChecks, document: vscode.TextDocument, code: string): LineFix[] {
  const problems = checks.problems(document).filter(({ problem }) => problem.code === code);
  return firstFixes(problems, linesOf(document));
}
