import * as vscode from 'vscode';
import type { LocatedProblem } from '../dataset/problem.ts';
import { messageOf, problem, severityOf } from '../dataset/problems.ts';
import { fileStartsWithMark, invalidLines, startsWithMark } from './fileBytes.ts';
import { isJsonl, lineChanges } from './jsonlDocument.ts';
import { applyChanges } from './lineList.ts';
import type { LineProblem } from './problemCap.ts';
import { timeSliced } from './timeSlice.ts';

export const byteOrderMarkCode = 'byte-order-mark';

const markDefect = problem(byteOrderMarkCode, { start: 0, end: 1 });

/** Shown on the first character, where the mark would stand. */
const markProblem: LocatedProblem = {
  code: byteOrderMarkCode,
  severity: severityOf(markDefect),
  message: messageOf(markDefect),
  start: 0,
  end: 1,
  fixes: [],
};

interface Defects {
  /** Of the document whose bytes were read. */
  readonly version: number;
  readonly mark: boolean;
  /** By line; empty when no line has invalid bytes. */
  readonly lines: readonly (LocatedProblem | undefined)[];
}

/** What the bytes of a file say and its text in the editor does not: VS Code takes off a byte order mark and puts U+FFFD for bytes that are not UTF-8. */
export class FileDefects {
  private readonly documents = new WeakMap<vscode.TextDocument, Defects>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    const look = (document: vscode.TextDocument) => {
      if (document.uri.scheme !== 'file' || !isJsonl(document)) return;
      this.look(document).catch((error) => this.log.debug(`${document.uri.fsPath}: ${error}`));
    };
    const edit = (event: vscode.TextDocumentChangeEvent) => {
      if (event.contentChanges.length === 0) return;
      this.edit(event);
      // Read again from disk, by VS Code, because something else wrote the file.
      if (!event.document.isDirty) look(event.document);
    };
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidSaveTextDocument(look),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && look(editor.document)),
      vscode.workspace.onDidChangeTextDocument(edit),
    );
    vscode.workspace.textDocuments.forEach(look);
  }

  hasMark(document: vscode.TextDocument): boolean {
    return this.documents.get(document)?.mark ?? false;
  }

  problems(document: vscode.TextDocument): LineProblem[] {
    const { mark = false, lines = [] } = this.documents.get(document) ?? {};
    return [
      ...(mark ? [{ line: 0, problem: markProblem }] : []),
      ...lines.flatMap((invalid, line) => (invalid ? [{ line, problem: invalid }] : [])),
    ];
  }

  /** Writes the file without its byte order mark; what is unsaved is saved with it. */
  async removeMark(document: vscode.TextDocument): Promise<void> {
    if (document.isDirty && !(await document.save())) return;
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    if (startsWithMark(bytes)) await vscode.workspace.fs.writeFile(document.uri, bytes.subarray(3));
    await this.look(document);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private edit(event: vscode.TextDocumentChangeEvent): void {
    const known = this.documents.get(event.document);
    if (!known || known.lines.length === 0) return;
    const lines = applyChanges(known.lines, lineChanges(event), () => undefined);
    this.documents.set(event.document, { ...known, lines });
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const path = document.uri.fsPath;
    const mark = await fileStartsWithMark(path);
    const { version } = document;
    const same = () => document.version === version && !document.isClosed;
    const known = this.documents.get(document);
    let lines = known?.lines ?? [];
    // With unsaved changes the file's lines are not the editor's.
    if (!document.isDirty && known?.version !== version) {
      const invalid = (await holdsReplacement(document, same)) ? await invalidLines(path) : [];
      if (!same()) return;
      lines = invalid.length > 0 ? byLine(invalid, document.lineCount) : [];
    }
    const before = this.problems(document).length;
    this.documents.set(document, { version: document.isDirty ? -1 : version, mark, lines });
    if (before + this.problems(document).length > 0) this.changed.fire(document);
  }
}

/** Whether U+FFFD stands anywhere: only then can bytes be invalid, and only then is the whole file read. */
async function holdsReplacement(document: vscode.TextDocument, same: () => boolean): Promise<boolean> {
  let found = false;
  const look = (line: number) => {
    found ||= document.lineAt(line).text.includes('\ufffd');
  };
  await timeSliced(document.lineCount, look, () => !found && same());
  return found;
}

function byLine(problems: readonly LineProblem[], lineCount: number): (LocatedProblem | undefined)[] {
  const lines = new Array<LocatedProblem | undefined>(lineCount).fill(undefined);
  for (const { line, problem } of problems) if (line < lineCount) lines[line] = problem;
  return lines;
}
