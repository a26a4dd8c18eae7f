import path from 'node:path';
import * as vscode from 'vscode';
import type { ExportChoice, HostCalls, PageCalls, PairChoice, RunState } from '../../webview/contract.ts';
import type { ReviewFacts } from '../../webview/review/contract.ts';
import { readingWords } from '../dataset/readingWords.ts';
import type { Decision } from '../preference/decision.ts';
import { pageRows } from '../preference/pageRows.ts';
import { placeWords } from '../run/modelWords.ts';
import { explainProblem } from './browseFile.ts';
import type { DatasetReadings } from './datasetReadings.ts';
import { exampleText } from './exampleText.ts';
import { FileProblems } from './fileProblems.ts';
import { FileSearch } from './fileSearch.ts';
import { pageChannel } from './pageChannel.ts';
import { pageHtml } from './pageHtml.ts';
import { pageNumber } from './pageNumber.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';
import { sentDecision } from './sentDecision.ts';

/** What the page may ask of VS Code. */
export interface PanelActions {
  evaluate(dataset: string): void;
  continueRun(dataset: string): void;
  selectModel(role: 'policy' | 'reference', dataset: string): void;
  selectFormat(dataset: string): void;
  openSample(): void;
  openLine(dataset: string, line: number): void;
  copyLink(dataset: string, line: number): void;
  showTokens(dataset: string, line: number): void;
  showLog(): void;
  review(dataset: string): Promise<ReviewFacts | { readonly error: string }>;
  decide(dataset: string, row: number, decision: Decision): void;
  applyDecisions(dataset: string): void;
  exportResults(dataset: string, choice: Omit<ExportChoice, 'runId'>): void;
  previewPairs(dataset: string, choice: PairChoice): ReturnType<HostCalls['previewPairs']>;
  writePairs(dataset: string, choice: PairChoice): void;
  saveChart(dataset: string, name: string, format: 'png' | 'svg', content: Uint8Array): void;
  /** What the page asked to keep for this dataset. */
  savedViews(dataset: string): unknown;
  saveViews(dataset: string, views: unknown): void;
}

export const panelType = 'plackett.results';

/** The results page of one dataset. It carries no state of its own: the page asks after `ready`, and again when it was hidden. */
export class ResultsPanel {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly page: PageCalls;
  private ready = false;
  /** What the page was last reset to. */
  private shown: { run: Run; version: number } | undefined;
  private pendingReveal: number | undefined;
  private pendingPairs = false;

  constructor(
    readonly dataset: string,
    readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly runs: Runs,
    readings: DatasetReadings,
    actions: PanelActions,
  ) {
    const bundle = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [bundle] };
    panel.title = `Rewards: ${path.basename(dataset)}`;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');

    const problems = new FileProblems(vscode.Uri.file(dataset), readings, (state) => {
      if (this.ready) this.page.problems(state);
    });
    const search = new FileSearch(dataset, readings, (text, share) => {
      if (this.ready) this.page.searched(text, share);
    });
    const calls: HostCalls = {
      ready: () => this.reset(),
      exampleText: (row) => this.text(row),
      openLine: (line) => Number.isInteger(line) && actions.openLine(dataset, line),
      copyLink: (line) => Number.isInteger(line) && actions.copyLink(dataset, line),
      showTokens: (line) => Number.isInteger(line) && actions.showTokens(dataset, line),
      setBeta: (beta) => {
        if (Number.isFinite(beta) && beta > 0) runs.setBeta(beta);
      },
      cancel: () => {
        const run = runs.runFor(dataset);
        if (run) void runs.cancel(run);
      },
      evaluate: () => (this.canContinue ? actions.continueRun(dataset) : actions.evaluate(dataset)),
      selectFormat: () => actions.selectFormat(dataset),
      selectModel: (role) => actions.selectModel(role === 'policy' ? 'policy' : 'reference', dataset),
      openSample: () => actions.openSample(),
      showLog: () => actions.showLog(),
      exportResults: (choice) => {
        // Rows of another run have other indices.
        const run = runs.runFor(dataset);
        if (run && choice?.runId === pageRunId(run)) actions.exportResults(dataset, choice);
      },
      previewPairs: (choice) => actions.previewPairs(dataset, this.ofThisRun(choice)),
      writePairs: (choice) => actions.writePairs(dataset, this.ofThisRun(choice)),
      saveChart: (name, format, content) => {
        if (content instanceof Uint8Array)
          actions.saveChart(dataset, String(name), format === 'svg' ? 'svg' : 'png', content);
      },
      checkFile: () => problems.check(),
      problemRows: (code, from, count) => problems.rows(String(code), pageNumber(from), pageNumber(count)),
      findText: (text) => search.find(String(text)),
      stopFinding: (text) => search.stop(String(text)),
      savedViews: async () => actions.savedViews(dataset),
      saveViews: (views) => actions.saveViews(dataset, views),
      explain: (code) => explainProblem(extensionUri, code),
      review: () => actions.review(dataset),
      decide: (runId, row, decision) => {
        const { shown } = this;
        if (shown && runId === pageRunId(shown.run) && Number.isInteger(row))
          actions.decide(dataset, row, sentDecision(decision));
      },
      applyDecisions: () => actions.applyDecisions(dataset),
    };
    const names = ['reset', 'state', 'rows', 'problems', 'searched', 'reveal', 'openPairs'] as const;
    const channel = pageChannel<PageCalls, HostCalls>(panel.webview, calls, names);
    this.page = channel.page;
    this.disposables.push(
      problems,
      search,
      channel,
      runs.onDidChangeRun((run) => {
        if (run === runs.runFor(dataset)) this.update(run);
      }),
      runs.onDidAddRows(({ run, rows }) => {
        if (this.ready && run === this.shown?.run && run.version === this.shown.version)
          this.page.rows(pageRunId(run), pageRows(rows));
      }),
      panel.onDidDispose(() => {
        for (const d of this.disposables) d.dispose();
      }),
      // A hidden page is unloaded: it will say `ready` again.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.ready = false;
      }),
    );
    panel.webview.html = pageHtml(panel.webview, bundle, 'results');
  }

  /** Shows an example, now or as soon as the page is there. */
  reveal(row: number): void {
    if (this.ready) this.page.reveal(row);
    else this.pendingReveal = row;
  }

  /** Opens the pair builder, now or as soon as the page is there. */
  openPairs(): void {
    if (this.ready) this.page.openPairs();
    else this.pendingPairs = true;
  }

  /** Rows of another run have other indices: none of them is meant. */
  private ofThisRun(choice: PairChoice): PairChoice {
    const run = this.runs.runFor(this.dataset);
    if (!choice.only || (run && choice.only.runId === pageRunId(run))) return choice;
    return { ...choice, only: { ...choice.only, rows: new Uint32Array(0) } };
  }

  private get canContinue(): boolean {
    const run = this.runs.runFor(this.dataset);
    return (
      run !== undefined && (run.phase === 'cancelled' || run.phase === 'failed') && run.rows.line.length > 0
    );
  }

  private reset(): void {
    this.ready = true;
    const run = this.runs.runFor(this.dataset);
    this.shown = run && { run, version: run.version };
    this.page.reset(run && this.state(run));
    if (run && run.rows.line.length > 0) this.page.rows(pageRunId(run), pageRows(run.rows));
    if (this.pendingReveal !== undefined) this.page.reveal(this.pendingReveal);
    this.pendingReveal = undefined;
    if (this.pendingPairs) this.page.openPairs();
    this.pendingPairs = false;
  }

  private update(run: Run): void {
    if (!this.ready) return;
    if (run !== this.shown?.run || run.version !== this.shown.version) this.reset();
    else this.page.state(this.state(run));
  }

  private state(run: Run): RunState {
    return {
      runId: pageRunId(run),
      dataset: this.dataset,
      fileName: path.basename(this.dataset),
      filePath: vscode.workspace.asRelativePath(this.dataset),
      state: run.phase,
      reason: run.reason,
      canContinue: this.canContinue,
      readAs: run.found?.format && { title: run.found.format.title, words: readingWords(run.found) },
      policy: run.policy && modelLine(run.policy),
      reference: run.reference && modelLine(run.reference),
      beta: this.runs.beta,
      // Kept after the end: of a run that was cut off the page says how many there would have been.
      progress: run.progress?.phase === 'scoring' ? run.progress : undefined,
    };
  }

  private async text(row: number) {
    const run = this.runs.runFor(this.dataset);
    if (!run || !Number.isInteger(row) || row < 0 || row >= run.rows.line.length)
      return { error: 'This example is not in the results any more. Evaluate the file again.' };
    return exampleText(this.dataset, run.rows, row, run.reading);
  }
}

const pageRunId = (run: Run) => `${run.id}/${run.version}`;

function modelLine(model: NonNullable<Run['policy']>) {
  return {
    name: model.name,
    provider: model.provider,
    how: placeWords(model),
    attempts: model.attempts.map((a) => `${a.provider}: ${a.reason}`),
  };
}
