import * as vscode from 'vscode';
import type { OpenPage } from '../openPages.ts';
import type { Session } from '../session.ts';
import { panelType, ResultsPanel } from './resultsPanel.ts';

/** The open results pages, one a dataset. */
export class ResultsPanels implements vscode.WebviewPanelSerializer {
  private readonly open = new Map<string, ResultsPanel>();

  /** The session is asked for late, as this is a part of it. */
  constructor(private readonly session: () => Session) {}

  /** The dataset of the page that has the focus: commands are about it as about the file in an editor. */
  get activeDataset(): string | undefined {
    for (const [dataset, results] of this.open) if (results.panel.active) return dataset;
    return undefined;
  }

  show(dataset: string, options: { row?: number; pairs?: boolean; preserveFocus?: boolean } = {}): void {
    let results = this.open.get(dataset);
    if (results) results.panel.reveal(undefined, options.preserveFocus);
    else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: options.preserveFocus };
      results = this.adopt(
        dataset,
        vscode.window.createWebviewPanel(panelType, vscode.l10n.t('Rewards'), column),
      );
    }
    if (options.row !== undefined) results.reveal(options.row);
    if (options.pairs) results.openPairs();
  }

  /** VS Code was restarted with the page open. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { runs, openPages, log } = this.session();
    const saved = (state as { dataset?: unknown } | undefined)?.dataset;
    // A page that was never seen has saved nothing.
    const page: Omit<OpenPage, 'title'> | undefined =
      typeof saved === 'string'
        ? (openPages.of(saved) ?? { dataset: saved })
        : openPages.withTitle(panel.title, (dataset) => this.open.has(dataset));
    if (!page) return panel.dispose();
    const { dataset, runFolder } = page;
    if (runFolder === undefined) await runs.restore(dataset);
    else
      await runs.restoreFrom(runFolder).catch((error) => {
        log.warn(`${runFolder} is not shown again: ${error instanceof Error ? error.message : error}`);
        return runs.restore(dataset);
      });
    this.adopt(dataset, panel);
  }

  private adopt(dataset: string, panel: vscode.WebviewPanel): ResultsPanel {
    const { runs, openPages } = this.session();
    const results = new ResultsPanel(this.session(), dataset, panel);
    this.open.set(dataset, results);
    const keep = () => {
      const run = runs.runFor(dataset);
      const runFolder = run?.isOlder ? run.folder : undefined;
      if (openPages.of(dataset)?.runFolder !== runFolder || !openPages.of(dataset))
        openPages.keep({ title: panel.title, dataset, runFolder });
    };
    keep();
    results.own(runs.onDidChangeRun((run) => run.dataset === dataset && keep()));
    panel.onDidDispose(() => {
      this.open.delete(dataset);
      openPages.drop(dataset);
    });
    return results;
  }
}
