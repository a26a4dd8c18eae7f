import * as vscode from 'vscode';
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
      results = this.adopt(dataset, vscode.window.createWebviewPanel(panelType, 'Rewards', column));
    }
    if (options.row !== undefined) results.reveal(options.row);
    if (options.pairs) results.openPairs();
  }

  /** VS Code was restarted with the page open. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const dataset = (state as { dataset?: unknown } | undefined)?.dataset;
    if (typeof dataset !== 'string') return panel.dispose();
    await this.session().runs.restore(dataset);
    this.adopt(dataset, panel);
  }

  private adopt(dataset: string, panel: vscode.WebviewPanel): ResultsPanel {
    const results = new ResultsPanel(this.session(), dataset, panel);
    this.open.set(dataset, results);
    panel.onDidDispose(() => this.open.delete(dataset));
    return results;
  }
}
