import path from 'node:path';
import * as vscode from 'vscode';
import type {
  CompareHostCalls,
  ComparePageCalls,
  ExampleAnswer,
  ExampleQuestion,
  RunHead,
} from '../../../webview/compare/contract.ts';
import type { ComparedRun, Comparison } from '../../run/compare/comparison.ts';
import { openLine } from '../commands/showResults.ts';
import { compareShapes } from '../messages/pageShapes.ts';
import { pageChannel } from '../pageChannel.ts';
import { pageHtml } from '../pageHtml.ts';
import { turns } from '../results/exampleText.ts';
import type { Session } from '../session.ts';
import { chooseRuns } from './chooseRuns.ts';

export const comparePanelType = 'plackett.compare';

/** A page that compares runs. It has no state of its own: what it shows is read from the run folders whenever it asks. */
export class ComparePanel {
  private readonly page: ComparePageCalls;
  private readonly disposables: vscode.Disposable[] = [];
  private ready = false;
  private reading: AbortController | undefined;
  /** Of the newest comparison. */
  private id = 0;
  private shown: readonly ComparedRun[] = [];
  /** Of what is shown: folders that were deleted, and names that were given, since it was read. */
  private readonly deleted = new Set<string>();
  private readonly names = new Map<string, string>();

  constructor(
    private readonly session: Session,
    private folders: readonly string[],
    readonly panel: vscode.WebviewPanel,
    private readonly foldersChanged: (folders: readonly string[]) => void,
  ) {
    const { context } = session;
    const bundle = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [bundle] };
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png');
    panel.title = vscode.l10n.t('Compare Runs');
    const names = ['reading', 'problem', 'begin', 'run', 'news'] as const;
    const channel = pageChannel<ComparePageCalls, CompareHostCalls>(
      panel.webview,
      this.calls(),
      names,
      compareShapes,
    );
    this.page = channel.page;
    this.disposables.push(channel);
    // A hidden page is unloaded: it will say `ready` again.
    this.disposables.push(
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        this.ready = false;
        this.reading?.abort(new Error('The page is hidden.'));
      }),
    );
    panel.onDidDispose(() => {
      this.ready = false;
      this.reading?.abort(new Error('The page was closed.'));
      for (const disposable of this.disposables) disposable.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, bundle, 'compare');
  }

  private calls(): CompareHostCalls {
    const { session } = this;
    const command = (name: string, ...args: unknown[]) =>
      void vscode.commands.executeCommand(`plackett.${name}`, ...args);
    const datasetOf = (run: unknown) => this.shown[Number(run)]?.record.request.dataset;
    return {
      ready: () => {
        this.ready = true;
        void this.compare();
      },
      cancel: () => this.reading?.abort(new Error('It was cancelled.')),
      reload: () => void this.compare(),
      chooseRuns: () =>
        void chooseRuns(session, this.folders).then(
          (folders) => folders && this.change(folders),
          (error) => this.page.problem(error instanceof Error ? error.message : String(error)),
        ),
      removeRun: (run) => this.change(this.folders.filter((_, i) => i !== run)),
      setBeta: (beta) => {
        if (Number.isFinite(beta) && beta > 0) session.runs.setBeta(beta);
      },
      examples: (questions) => this.examples(questions),
      openLine: (run, line) => {
        const dataset = datasetOf(run);
        if (dataset && Number.isInteger(line)) void openLine(session.rankings, dataset, line);
      },
      showResults: (run) => {
        const dataset = datasetOf(run);
        if (dataset) command('showResults', vscode.Uri.file(dataset));
      },
      saveChart: (run, name, format, content) => {
        const dataset = datasetOf(run);
        if (dataset && content instanceof Uint8Array)
          command('saveChart', dataset, String(name), format === 'svg' ? 'svg' : 'png', content);
      },
      evaluate: () => command('evaluate'),
      showLog: () => session.log.show(),
    };
  }

  /** The page says so; what it shows stays until somebody reads again. */
  runsDeleted(folders: readonly string[]): void {
    for (const folder of folders) this.deleted.add(folder);
    this.tellNews();
  }

  runRenamed(folder: string, name: string): void {
    this.names.set(folder, name);
    this.tellNews();
  }

  private tellNews(): void {
    const folders = this.shown.map(({ record }) => record.folder);
    if (!this.ready || !folders.some((folder) => this.deleted.has(folder) || this.names.has(folder))) return;
    this.page.news(
      this.id,
      this.shown.map(({ record: { folder, name = '' }, problem }) => ({
        name: this.names.get(folder) ?? name,
        // One that is not read any more says so itself.
        isDeleted: problem === undefined && this.deleted.has(folder),
      })),
    );
  }

  private change(folders: readonly string[]): void {
    this.folders = folders;
    this.foldersChanged(folders);
    void this.compare();
  }

  /** A second one ends the first. */
  private async compare(): Promise<void> {
    this.reading?.abort(new Error('Other runs were asked for.'));
    const reading = new AbortController();
    this.reading = reading;
    const { signal } = reading;
    const tell = (say: () => void) => {
      if (this.ready && this.reading === reading && !signal.aborted) say();
    };
    tell(() => this.page.reading(0));
    try {
      const told = (share: number) => tell(() => this.page.reading(share));
      const comparison = await this.session.engine.compareRuns(this.folders, { signal, told });
      if (this.ready && this.reading === reading && !signal.aborted) await this.show(comparison, signal);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const isStopped = signal.aborted;
      if (!isStopped) this.session.log.error(error instanceof Error ? error : words);
      if (this.ready && this.reading === reading)
        this.page.problem(
          isStopped ? vscode.l10n.t('Reading was cancelled. Read the runs again to compare them.') : words,
        );
    }
  }

  private async show({ runs, ...shared }: Comparison, signal: AbortSignal): Promise<void> {
    const id = ++this.id;
    const { beta } = this.session.runs;
    this.page.begin({ id, runs: runs.map((run) => this.head(run)), ...shared, beta });
    for (const [run, { columns }] of runs.entries()) {
      // A million examples are a hundred megabytes: others have their turn in between.
      if (run > 0) await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      if (!this.ready) return;
      this.page.run(id, run, columns);
    }
    // The columns are the page's business from here on.
    this.shown = runs.map((run) => ({ ...run, columns: none }));
    // One may have been deleted while they were read.
    this.tellNews();
  }

  private head({ record, malformed, malformedLines, problem }: ComparedRun): RunHead {
    const { folder, name, request, startedAt, state, policy, reference } = record;
    const running = this.session.runs.runFor(request.dataset);
    const isRunning = running?.active && running.request.runFolder === folder;
    return {
      folder,
      name: name ?? '',
      fileName: path.basename(request.dataset) || path.basename(folder),
      filePath: vscode.workspace.asRelativePath(request.dataset),
      policy: policy?.name ?? '',
      reference: reference?.name ?? '',
      startedAt,
      state: isRunning ? 'running' : state,
      malformed,
      malformedLines,
      problem,
    };
  }

  private async examples(questions: readonly ExampleQuestion[]): Promise<ExampleAnswer[]> {
    if (!Array.isArray(questions)) return [];
    return Promise.all(
      questions.slice(0, this.shown.length).map(async ({ run, at }): Promise<ExampleAnswer> => {
        const { record, files } = this.shown[Number(run)] ?? {};
        const file = files?.[Math.floor(Number(at) / 2 ** 32)];
        if (!record || file === undefined || !Number.isInteger(at))
          return { error: vscode.l10n.t('There is no such run.') };
        const found = await this.session.engine.comparedExample(record.folder, file, at % 2 ** 32);
        if ('error' in found) return found;
        const { example, texts } = found;
        if ('error' in texts) return { ...example, texts };
        const { prompt, completions, stale } = texts;
        return { ...example, texts: { prompt: turns(prompt), completions: completions.map(turns), stale } };
      }),
    );
  }
}

const none = undefined as never;
