import * as vscode from 'vscode';
import type { SavedComparison } from '../../../webview/compare/contract.ts';
import { mostRuns } from '../../run/compare/comparison.ts';
import type { Session } from '../session.ts';
import { ComparePanel, comparePanelType } from './comparePanel.ts';

/** The open comparisons; the same runs are shown once. */
export class ComparePanels implements vscode.WebviewPanelSerializer {
  private readonly open = new Map<vscode.WebviewPanel, string>();
  private readonly pages = new Set<ComparePanel>();

  /** The session is asked for late, as this is a part of it. */
  constructor(private readonly session: () => Session) {}

  show(folders: readonly string[]): void {
    const runs = nameOf(folders);
    const known = [...this.open].find(([, shown]) => shown === runs);
    if (known) {
      known[0].reveal();
      return;
    }
    this.adopt(
      folders,
      vscode.window.createWebviewPanel(
        comparePanelType,
        vscode.l10n.t('Compare Runs'),
        vscode.ViewColumn.Active,
      ),
    );
  }

  /** VS Code was restarted with the page open. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const folders = (state as Partial<SavedComparison> | undefined)?.folders;
    const isRight =
      Array.isArray(folders) &&
      folders.length <= mostRuns &&
      folders.every((folder) => typeof folder === 'string');
    if (isRight) this.adopt(folders, panel);
    else panel.dispose();
  }

  runsDeleted(folders: readonly string[]): void {
    for (const page of this.pages) page.runsDeleted(folders);
  }

  runRenamed(folder: string, name: string): void {
    for (const page of this.pages) page.runRenamed(folder, name);
  }

  private adopt(folders: readonly string[], panel: vscode.WebviewPanel): void {
    this.open.set(panel, nameOf(folders));
    const page = new ComparePanel(this.session(), folders, panel, (changed) =>
      this.open.set(panel, nameOf(changed)),
    );
    this.pages.add(page);
    panel.onDidDispose(() => {
      this.open.delete(panel);
      this.pages.delete(page);
    });
  }
}

const nameOf = (folders: readonly string[]) => folders.join('\n');
