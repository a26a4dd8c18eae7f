import path from 'node:path';
import * as vscode from 'vscode';
import type { HostCalls, PageCalls, RunState } from '../../../webview/contract.ts';
import { readingWords } from '../../dataset/readingWords.ts';
import { placeWords } from '../../run/modelWords.ts';
import { resultsShapes } from '../messages/pageShapes.ts';
import { type PageChannel, pageChannel } from '../pageChannel.ts';
import { pageHtml } from '../pageHtml.ts';
import type { Run } from '../run.ts';
import type { Session } from '../session.ts';
import { timeWords } from '../sideBar/runWords.ts';
import type { ResultsPage } from './page.ts';
import { pageCalls } from './pageCalls.ts';
import { RowSender } from './rowSender.ts';

export const panelType = 'plackett.results';

const pageNames = [
  'reset',
  'state',
  'rows',
  'problems',
  'searched',
  'reveal',
  'tokenStep',
  'openPairs',
  'trust',
] as const;

/** The results page of one dataset: shows the newest run as it grows. It carries no state of its own: the page asks after `ready`, and again when it was hidden. */
export class ResultsPanel implements ResultsPage {
  readonly tell: PageCalls;
  private readonly channel: PageChannel<PageCalls>;
  private readonly disposables: vscode.Disposable[] = [];
  private ready = false;
  /** What the page was last reset to. */
  private shown: { run: Run; version: number } | undefined;
  private readonly sender = new RowSender((rows, rest) => {
    if (this.shown) this.tell.rows(pageRunId(this.shown.run), rows, rest);
  });
  private pendingReveal: number | undefined;
  private pendingPairs = false;

  constructor(
    private readonly session: Session,
    readonly dataset: string,
    readonly panel: vscode.WebviewPanel,
  ) {
    const { runs, context } = session;
    const bundle = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [bundle] };
    panel.title = vscode.l10n.t('Rewards: {0}', path.basename(dataset));
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png');

    this.tell = whileReady(
      () => this.ready,
      () => this.channel.page,
    );
    const calls: HostCalls = { ready: () => this.reset(), ...pageCalls(session, this) };
    this.channel = pageChannel<PageCalls, HostCalls>(panel.webview, calls, pageNames, resultsShapes);
    this.own(this.channel);
    this.own(runs.onDidChangeRun((run) => run === runs.runFor(dataset) && this.update(run)));
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.tell.trust(true)));
    this.own(runs.onDidForgetRun((gone) => gone === dataset && this.ready && this.reset()));
    this.own(
      runs.onDidAddRows(({ run, rows }) => {
        if (this.ready && run === this.shown?.run && run.version === this.shown.version)
          this.sender.added(rows);
      }),
    );
    // A hidden page is unloaded: it will say `ready` again.
    this.own(
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        this.ready = false;
        this.sender.start(undefined);
      }),
    );
    panel.onDidDispose(() => {
      for (const disposable of this.disposables) disposable.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, bundle, 'results');
  }

  own(disposable: vscode.Disposable): void {
    this.disposables.push(disposable);
  }

  shownRun(runId: unknown): Run | undefined {
    const run = this.session.runs.runFor(this.dataset);
    return run && pageRunId(run) === runId ? run : undefined;
  }

  /** Shows an example, now or as soon as the page is there. */
  reveal(row: number): void {
    if (this.ready) this.tell.reveal(row);
    else this.pendingReveal = row;
  }

  /** Opens the pair builder, now or as soon as the page is there. */
  openPairs(): void {
    if (this.ready) this.tell.openPairs();
    else this.pendingPairs = true;
  }

  private reset(): void {
    this.ready = true;
    const run = this.session.runs.runFor(this.dataset);
    this.shown = run && { run, version: run.version };
    this.tell.trust(vscode.workspace.isTrusted);
    this.tell.reset(run && this.state(run));
    this.sender.start(run);
    if (this.pendingReveal !== undefined) this.tell.reveal(this.pendingReveal);
    this.pendingReveal = undefined;
    if (this.pendingPairs) this.tell.openPairs();
    this.pendingPairs = false;
  }

  private update(run: Run): void {
    if (!this.ready) return;
    if (run !== this.shown?.run || run.version !== this.shown.version) this.reset();
    else this.tell.state(this.state(run));
  }

  private state(run: Run): RunState {
    return {
      runId: pageRunId(run),
      dataset: this.dataset,
      fileName: path.basename(this.dataset),
      runName: runName(run),
      filePath: vscode.workspace.asRelativePath(this.dataset),
      state: run.phase,
      reason: run.reason,
      canContinue: run.canContinue,
      readAs: run.found?.format && { title: run.found.format.title, words: readingWords(run.found) },
      policy: run.policy && modelLine(run.policy),
      reference: run.reference && modelLine(run.reference),
      beta: this.session.runs.beta,
      // Kept after the end: of a run that was cut off the page says how many there would have been.
      progress: run.progress?.phase === 'scoring' ? run.progress : undefined,
    };
  }
}

/** The page's calls, which go nowhere before it is ready. */
function whileReady(ready: () => boolean, page: () => PageCalls): PageCalls {
  const tell =
    (name: keyof PageCalls) =>
    (...args: unknown[]) => {
      if (ready()) (page()[name] as (...args: unknown[]) => void)(...args);
    };
  return Object.fromEntries(pageNames.map((name) => [name, tell(name)])) as unknown as PageCalls;
}

/** Nothing of the newest run without a name: there is nothing to tell it from. */
function runName({ name, isOlder, startedAt }: Run): string | undefined {
  if (!isOlder) return name;
  const time = timeWords(startedAt);
  return name === undefined
    ? vscode.l10n.t('older run, {0}', time)
    : vscode.l10n.t('{0} (older run, {1})', name, time);
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
