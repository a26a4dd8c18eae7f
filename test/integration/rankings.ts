import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

let records = 0;

/** A valid native record with three responses and a prompt of its own, or one that differs where `fields` says so. */
export function record(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    prompt: `Name colour ${++records}.`,
    responses: ['Blue.', 'A cat.', 'Blue, I think.'],
    ranking: [0, 2, 1],
    ...fields,
  });
}

/** A file of its own, shown in an editor as a user would open it, so that closing the editor closes the document. */
export async function showFile(
  content: string | Uint8Array,
  name = 'rankings.jsonl',
): Promise<vscode.TextEditor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plackett-test-'));
  const uri = vscode.Uri.file(path.join(folder, name));
  await writeFile(uri.fsPath, content);
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) throw new Error(`${uri} was not opened`);
  return editor;
}

/** Our diagnostics, by line and character, their codes without the link to their page. */
export function problemsOf(uri: vscode.Uri): (vscode.Diagnostic & { code: string })[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'plackett')
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map((diagnostic) => {
      const { code } = diagnostic;
      return Object.assign(Object.create(diagnostic), {
        code: typeof code === 'object' ? String(code.value) : code,
      });
    });
}

export function codesOf(uri: vscode.Uri): string[] {
  return problemsOf(uri).map(({ code }) => String(code));
}

export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Replaces the first `find` on a line. */
export async function replaceOnLine(
  editor: vscode.TextEditor,
  line: number,
  find: string,
  text: string,
): Promise<void> {
  const start = editor.document.lineAt(line).text.indexOf(find);
  if (start < 0) throw new Error(`line ${line} does not hold ${find}`);
  await editor.edit((edit) => edit.replace(new vscode.Range(line, start, line, start + find.length), text));
}
