import path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationClient } from '../../run/evaluationClient.ts';
import type { Headline } from '../../run/headline.ts';
import type { RunFolder } from '../../run/runFolders.ts';
import type { Run } from '../run.ts';
import type { Runs } from '../runs.ts';
import type { Sample } from '../sample.ts';
import { soon } from '../soon.ts';
import { type ListedRun, runItem } from './runItem.ts';

export const runsViewId = 'plackett.runs';

/** A file with runs, or one of its runs by its folder. */
export type RunsElement =
  | { readonly type: 'dataset'; readonly dataset: string }
  | { readonly type: 'run'; readonly folder: string };

/** All runs of the workspace by their datasets, the newest first; those that go on tell how far they are. */
export class RunsView implements vscode.TreeDataProvider<RunsElement> {
  private readonly changed = new vscode.EventEmitter<RunsElement | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private kept: Promise<ReadonlyMap<string, RunFolder>> | undefined;
  private known: ReadonlyMap<string, RunFolder> = new Map();
  private readonly headlines = new Map<string, Headline>();
  /** The tree tells its elements apart by identity. */
  private readonly elements = new Map<string, RunsElement>();
  private readingHeadlines = false;
  /** Active when they were last heard of. */
  private readonly going = new Set<Run>();
  private isStale = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: Pick<EvaluationClient, 'listRunFolders' | 'headline'>,
    private readonly runs: Runs,
    private readonly sample: Sample,
    private readonly log: Pick<vscode.LogOutputChannel, 'debug'>,
    /** Told of all that lie on disk, each time they were read. */
    private readonly listed: (folders: readonly RunFolder[]) => void,
  ) {
    const later = soon(() => this.follow(), 400);
    this.subscriptions = [
      this.changed,
      later,
      runs.onDidChangeRun((run) => {
        // One may have come and gone before the list is looked at again.
        const isNews = run.active ? !this.going.has(run) : this.going.delete(run);
        if (run.active && run.folder !== undefined) this.going.add(run);
        if (isNews) this.isStale = true;
        later();
      }),
      runs.onDidForgetRun(later),
    ];
  }

  /** Reads the folders again. */
  refresh(): void {
    this.kept = undefined;
    this.show();
  }

  /** Ages and what is shown, of the folders that are known. */
  show(): void {
    this.changed.fire(undefined);
  }

  /** What is known of an element's run. */
  runOf(element: RunsElement): ListedRun | undefined {
    if (element.type !== 'run') return undefined;
    const { folder } = element;
    const active = this.runs.active.find((run) => run.folder === folder);
    const kept = this.known.get(folder);
    const dataset = active?.dataset ?? kept?.record.request.dataset;
    if (dataset === undefined) return undefined;
    const isShown = this.runs.runFor(dataset)?.folder === folder;
    const headline = this.headlines.get(folder);
    return { folder, dataset, active, kept, headline, isShown, beta: this.runs.beta };
  }

  async getChildren(parent?: RunsElement): Promise<RunsElement[]> {
    if (parent?.type === 'run') return [];
    const runs = await this.all();
    if (parent)
      return runs
        .filter(({ dataset }) => dataset === parent.dataset)
        .map(({ folder }) => this.element({ type: 'run', folder }));
    return [...new Set(runs.map(({ dataset }) => dataset))].map((dataset) =>
      this.element({ type: 'dataset', dataset }),
    );
  }

  getParent(element: RunsElement): RunsElement | undefined {
    const dataset = this.runOf(element)?.dataset;
    return dataset === undefined ? undefined : this.element({ type: 'dataset', dataset });
  }

  getTreeItem(element: RunsElement): vscode.TreeItem {
    if (element.type === 'dataset') return datasetItem(element.dataset, this.sample);
    const run = this.runOf(element);
    if (!run) return new vscode.TreeItem(vscode.l10n.t('This run is gone'));
    const item = runItem(run);
    item.command = {
      command: 'plackett.openRun',
      title: vscode.l10n.t('Open Results'),
      arguments: [element],
    };
    return item;
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** Newest first, what waits or goes on before all. */
  private async all(): Promise<ListedRun[]> {
    const isFresh = this.kept === undefined;
    this.kept ??= this.engine
      .listRunFolders(this.runs.root)
      .then((folders) => new Map(folders.map((one) => [one.record.folder, one])));
    this.known = await this.kept;
    if (isFresh) {
      this.listed([...this.known.values()]);
      void this.readHeadlines();
    }
    const active = this.runs.active.map(({ folder }) => folder!).reverse();
    const folders = new Set([...active, ...this.known.keys()]);
    return [...folders]
      .map((folder) => this.runOf(this.element({ type: 'run', folder })))
      .filter((run) => run !== undefined);
  }

  /** One after the other, and not while an evaluation wants the worker. */
  private async readHeadlines(): Promise<void> {
    if (this.readingHeadlines) return;
    this.readingHeadlines = true;
    try {
      for (let known: typeof this.known | undefined; known !== this.known; ) {
        known = this.known;
        for (const folder of known.keys()) {
          if (this.runs.active.length > 0) return;
          await this.readHeadline(folder);
        }
      }
    } finally {
      this.readingHeadlines = false;
    }
  }

  private async readHeadline(folder: string): Promise<void> {
    try {
      const headline = await this.engine.headline(folder, this.runs.beta);
      const isNew = JSON.stringify(headline) !== JSON.stringify(this.headlines.get(folder));
      this.headlines.set(folder, headline);
      if (isNew) this.changed.fire(this.elements.get(folder));
    } catch (error) {
      this.log.debug(`${folder} has no headline: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** Runs that began or ended change the list, anything else only their own words. */
  private follow(): void {
    const { active } = this.runs;
    if (this.isStale) this.refresh();
    else if (active.length === 0) this.show();
    else for (const { folder } of active) this.changed.fire(this.elements.get(folder!));
    this.isStale = false;
  }

  private element(wanted: RunsElement): RunsElement {
    const key = wanted.type === 'run' ? wanted.folder : wanted.dataset;
    const known = this.elements.get(key);
    if (known) return known;
    this.elements.set(key, wanted);
    return wanted;
  }
}

function datasetItem(dataset: string, sample: Sample): vscode.TreeItem {
  const item = new vscode.TreeItem(path.basename(dataset), vscode.TreeItemCollapsibleState.Expanded);
  item.id = dataset;
  item.resourceUri = vscode.Uri.file(dataset);
  item.iconPath = vscode.ThemeIcon.File;
  const folder = path.dirname(vscode.workspace.asRelativePath(dataset));
  item.description = dataset === sample.path ? vscode.l10n.t('bundled sample') : folder === '.' ? '' : folder;
  item.tooltip = dataset;
  item.contextValue = 'dataset';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Runs of {0} in {1}', path.basename(dataset), path.dirname(dataset)),
  };
  return item;
}
