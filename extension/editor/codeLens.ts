import * as vscode from 'vscode';
import { Status } from '../preference/rows.ts';
import type { DatasetResults, DecisionsSource, ResultsSource } from '../run/results.ts';
import { decisionsLens, verdictWords } from './decisionWords.ts';
import { jsonlSelector, lineRanges } from './jsonlDocument.ts';
import { lensText } from './lensText.ts';
import type { LineRows } from './lineRows.ts';
import { covers, type LineRange, widen } from './ranges.ts';
import { throttled } from './throttled.ts';

/** In longer documents only the lines around those in view get a lens: VS Code keeps every lens that it is given. */
const wholeDocumentLines = 10_000;
const marginLines = 1_000;
/** Lenses side by side above one line. */
const mostOfLine = 12;
const top = new vscode.Range(0, 0, 0, 0);
/** Milliseconds between two refreshes while a run goes on. */
const refreshMs = 1_000;

class ExampleLens extends vscode.CodeLens {
  constructor(
    line: number,
    readonly dataset: string,
    readonly results: DatasetResults,
    readonly row: number,
    /** What somebody decided of its label. */
    readonly decided: string | undefined,
  ) {
    super(new vscode.Range(line, 0, line, 0));
  }
}

/** Above each evaluated example: loss, accuracy and margin; a click opens it in the results. */
export function registerCodeLens(
  rows: LineRows,
  source: ResultsSource,
  decisions: DecisionsSource,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const refresh = throttled(() => changed.fire(), refreshMs);
  const given = new WeakMap<vscode.TextDocument, readonly LineRange[]>();

  const provider: vscode.CodeLensProvider<vscode.CodeLens> = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      const { enabled, decisions: withDecisions } = shownLenses(document);
      const results = enabled || withDecisions ? rows.resultsFor(document) : undefined;
      if (!results) return [];
      const dataset = document.uri.fsPath;
      const verdicts = withDecisions ? decisions.verdictsOf(dataset) : undefined;
      const lenses: vscode.CodeLens[] = [];
      if (verdicts && verdicts.size > 0)
        lenses.push(new vscode.CodeLens(top, decisionsLens(verdicts, document.uri)));
      if (!enabled) return lenses;
      const ranges = lensRanges(document);
      const add = (line: number, row: number | undefined) => {
        // A malformed line has its squiggles.
        if (row === undefined || results.rows.status[row] === Status.malformed) return;
        // A tree holds several rankings.
        for (let part = 0, of: number | undefined = row; of !== undefined && part < mostOfLine; ) {
          lenses.push(new ExampleLens(line, dataset, results, of, verdictWords(verdicts?.get(of))));
          of = rows.rowAt(document, line, results, ++part);
        }
      };
      const whole = await rows.eachLine(document, results, ranges, add, () => !token.isCancellationRequested);
      if (!whole) return undefined;
      given.set(document, ranges);
      return lenses;
    },
    resolveCodeLens(lens) {
      if (lens instanceof ExampleLens)
        lens.command = {
          command: 'plackett.showExample',
          arguments: [lens.dataset, lens.row],
          ...lensText(lens.results, lens.row, lens.decided),
        };
      return lens;
    },
  };

  return vscode.Disposable.from(
    changed,
    refresh,
    source.onDidChange(refresh),
    decisions.onDidChange(refresh),
    vscode.languages.registerCodeLensProvider(jsonlSelector, provider),
    vscode.workspace.onDidChangeConfiguration(
      (change) => change.affectsConfiguration('plackett.codeLens') && changed.fire(),
    ),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document }, visibleRanges }) => {
      const ranges = given.get(document);
      if (ranges && !covers(ranges, lineRanges(visibleRanges))) refresh();
    }),
  );
}

function shownLenses(document: vscode.TextDocument): { enabled: boolean; decisions: boolean } {
  const setting = vscode.workspace.getConfiguration('plackett.codeLens', document);
  return { enabled: setting.get('enabled', true), decisions: setting.get('decisions', true) };
}

function lensRanges(document: vscode.TextDocument): LineRange[] {
  if (document.lineCount <= wholeDocumentLines) return [{ from: 0, to: document.lineCount - 1 }];
  const inView = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap((editor) => lineRanges(editor.visibleRanges));
  return widen(inView, marginLines, document.lineCount);
}
