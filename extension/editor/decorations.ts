import * as vscode from 'vscode';
import type { ResultsSource } from '../run/results.ts';
import { isJsonl, lineChanges, lineRanges } from './jsonlDocument.ts';
import type { LineRows } from './lineRows.ts';
import { MisplacedLines } from './misplacedLines.ts';
import { covers, type LineRange, mergeLines, widen } from './ranges.ts';
import { throttled } from './throttled.ts';

/** Gutter marks are set around the view only, so that no scroll or edit sends 100,000 of them. */
const marginLines = 500;
/** Ranges in the overview ruler, which is a few hundred pixels high. */
const rulerRanges = 1_000;
/** Milliseconds between two looks at a document, while a run goes on or somebody types. */
const updateMs = 500;

interface Marked {
  readonly lines: MisplacedLines;
  readonly update: ReturnType<typeof throttled>;
}

/** Marks in gutter and overview ruler for examples whose best completion the policy does not rank first. */
export function registerDecorations(
  context: vscode.ExtensionContext,
  rows: LineRows,
  source: ResultsSource,
): vscode.Disposable {
  const types = decorationTypes(context.extensionUri);
  const documents = new Map<vscode.TextDocument, Marked>();
  /** Lines around the view for which gutter marks are set. */
  const near = new WeakMap<vscode.TextEditor, readonly LineRange[]>();

  const draw = (editor: vscode.TextEditor) => {
    const { document } = editor;
    const lines = isEnabled(document) ? (documents.get(document)?.lines.all() ?? []) : [];
    const drawn = widen(lineRanges(editor.visibleRanges), marginLines, document.lineCount);
    near.set(editor, drawn);
    const inGutter = lines.filter((line) => drawn.some(({ from, to }) => from <= line && line <= to));
    const inRuler = mergeLines(lines, document.lineCount, rulerRanges);
    editor.setDecorations(
      types.gutter,
      inGutter.map((line) => new vscode.Range(line, 0, line, 0)),
    );
    editor.setDecorations(
      types.ruler,
      inRuler.map(({ from, to }) => new vscode.Range(from, 0, to, 0)),
    );
  };
  const drawAll = (document: vscode.TextDocument) => editorsOf(document).forEach(draw);

  const mark = (document: vscode.TextDocument): Marked => {
    const lines = new MisplacedLines(document, rows);
    let busy = false;
    const update = throttled(async () => {
      if (busy) return update();
      busy = true;
      const whole = await lines.update().finally(() => {
        busy = false;
      });
      if (documents.get(document)?.lines !== lines) return;
      if (whole) drawAll(document);
      else update();
    }, updateMs);
    return { lines, update };
  };
  const show = (editor: vscode.TextEditor) => {
    const { document } = editor;
    if (!isJsonl(document)) return;
    if (!documents.has(document)) documents.set(document, mark(document));
    draw(editor);
    documents.get(document)!.update();
  };
  const forget = (document: vscode.TextDocument) => {
    documents.get(document)?.update.dispose();
    documents.delete(document);
  };

  vscode.window.visibleTextEditors.forEach(show);
  return vscode.Disposable.from(
    types.gutter,
    types.ruler,
    { dispose: () => [...documents.keys()].forEach(forget) },
    source.onDidChange((dataset) => {
      for (const [document, { update }] of documents) if (document.uri.fsPath === dataset) update();
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(show)),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      const drawn = near.get(textEditor);
      if (drawn && !covers(drawn, lineRanges(visibleRanges))) draw(textEditor);
    }),
    vscode.workspace.onDidChangeTextDocument((event) => {
      const marked = documents.get(event.document);
      if (!marked || event.contentChanges.length === 0) return;
      if (marked.lines.edit(lineChanges(event))) drawAll(event.document);
      marked.update();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plackett.gutter.enabled'))
        for (const document of documents.keys()) drawAll(document);
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
  );
}

function isEnabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('plackett', document).get('gutter.enabled', true);
}

function decorationTypes(extension: vscode.Uri) {
  const icon = (theme: string) => vscode.Uri.joinPath(extension, `media/icons/not-first-${theme}.svg`);
  const rangeBehavior = vscode.DecorationRangeBehavior.ClosedClosed;
  return {
    gutter: vscode.window.createTextEditorDecorationType({
      gutterIconSize: 'contain',
      light: { gutterIconPath: icon('light') },
      dark: { gutterIconPath: icon('dark') },
      rangeBehavior,
    }),
    ruler: vscode.window.createTextEditorDecorationType({
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.warningForeground'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      rangeBehavior,
    }),
  };
}

function editorsOf(document: vscode.TextDocument): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
}
