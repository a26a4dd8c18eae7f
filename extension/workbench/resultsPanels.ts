import * as vscode from 'vscode';
import type { DatasetReadings } from './datasetReadings.ts';
import { type PanelActions, panelType, ResultsPanel } from './resultsPanel.ts';
import type { Runs } from './runs.ts';

/** The open results pages, one a dataset. */
export class ResultsPanels implements vscode.WebviewPanelSerializer {
  private readonly open = new Map<string, ResultsPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly runs: Runs,
    private readonly readings: DatasetReadings,
    private readonly actions: PanelActions,
  ) {}

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
      results = this.adopt(dataset, vscode.window.createWebviewPanel(panelType, 'Rewards', column));
    }
    if (options.row !== undefined) results.reveal(options.row);
    if (options.pairs) results.openPairs();
  }

  /** VS Code was restarted with the page open. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const dataset = (state as { dataset?: unknown } | undefined)?.dataset;
    if (typeof dataset !== 'string') return panel.dispose();
    await this.runs.restore(dataset);
    this.adopt(dataset, panel);
  }

  private adopt(dataset: string, panel: vscode.WebviewPanel): ResultsPanel {
    const results = new ResultsPanel(
      dataset,
      panel,
      this.extensionUri,
      this.runs,
      this.readings,
      this.actions,
    );
    this.open.set(dataset, results);
    panel.onDidDispose(() => this.open.delete(dataset));
    return results;
  }
}
