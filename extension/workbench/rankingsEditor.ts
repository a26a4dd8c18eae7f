import path from 'node:path';
import * as vscode from 'vscode';
import type { RankingsHostCalls, RankingsPageCalls } from '../../webview/rankings/contract.ts';
import type { BrowseClient } from '../browse/browseClient.ts';
import { nothingKnown } from '../browse/nothingKnown.ts';
import type { BrowseFilter, BrowseState } from '../browse/shown.ts';
import { isTextName, rankingsType } from './activeDataset.ts';
import { browseFile, explainProblem, onDidChangeReading } from './browseFile.ts';
import type { DatasetReadings } from './datasetReadings.ts';
import { rankingsShapes } from './messages/pageShapes.ts';
import { pageChannel } from './pageChannel.ts';
import { pageHtml } from './pageHtml.ts';
import { pageNumber } from './pageNumber.ts';

interface Deps {
  readonly extensionUri: vscode.Uri;
  readonly readings: DatasetReadings;
  readonly log: vscode.LogOutputChannel;
}

/** The read-only editor for rankings of any size. A thread of its own reads each file, and ends with the editor. */
export class RankingsEditors implements vscode.CustomReadonlyEditorProvider {
  private readonly open = new Map<string, RankingsEditor>();
  /** Lines to be shown as soon as their editor is there. */
  private readonly awaited = new Map<string, number>();

  constructor(private readonly deps: Deps) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const key = uri.toString();
    const editor = new RankingsEditor(uri, panel, this.deps, this.awaited.get(key));
    this.awaited.delete(key);
    this.open.set(key, editor);
    panel.onDidDispose(() => {
      editor.dispose();
      this.open.delete(key);
    });
  }

  /** Opens the file, and goes to a line (1-based) where one is given. */
  async show(uri: vscode.Uri, line?: number): Promise<void> {
    const key = uri.toString();
    const editor = this.open.get(key);
    if (!editor && line !== undefined) this.awaited.set(key, line);
    await vscode.commands.executeCommand('vscode.openWith', uri, rankingsType);
    if (editor && line !== undefined) editor.reveal(line);
  }
}

class RankingsEditor {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly page: RankingsPageCalls;
  private browser: BrowseClient | undefined;
  private state: BrowseState | undefined;
  private filter: BrowseFilter | undefined;
  private isReady = false;

  constructor(
    private readonly uri: vscode.Uri,
    panel: vscode.WebviewPanel,
    private readonly deps: Deps,
    private awaited: number | undefined,
  ) {
    const bundle = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [bundle] };
    const calls: RankingsHostCalls = {
      ready: () => this.ready(),
      filter: (filter) => {
        this.filter = filter ?? undefined;
        this.browser?.filter(this.filter);
      },
      rows: async (from, count) =>
        (await this.browser?.rows(pageNumber(from), Math.min(pageNumber(count), 500))) ?? [],
      record: async (line) => this.browser?.record(pageNumber(line)),
      placeOf: async (line) => (await this.browser?.placeOf(pageNumber(line))) ?? -1,
      openText: (line) => void openAsText(uri, pageNumber(line)),
      explain: (code) => explainProblem(deps.extensionUri, code),
      selectFormat: () => void vscode.commands.executeCommand('plackett.selectFormat', uri),
      evaluate: () => void vscode.commands.executeCommand('plackett.evaluate', uri),
    };
    const names = ['state', 'changed', 'reveal'] as const;
    const channel = pageChannel<RankingsPageCalls, RankingsHostCalls>(
      panel.webview,
      calls,
      names,
      rankingsShapes,
    );
    this.page = channel.page;
    this.disposables.push(
      channel,
      onDidChangeReading(uri, deps.readings, () => this.read()),
      // A hidden page is unloaded: it will say `ready` again.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isReady = false;
      }),
    );
    this.read();
    panel.webview.html = pageHtml(panel.webview, bundle, 'rankings');
  }

  reveal(line: number): void {
    if (this.isReady && this.state) this.page.reveal(line);
    else this.awaited = line;
  }

  dispose(): void {
    this.browser?.dispose();
    for (const each of this.disposables) each.dispose();
  }

  /** Reads the file, or reads it otherwise. */
  private read(): void {
    const { uri, deps } = this;
    this.browser?.dispose();
    this.browser = undefined;
    if (uri.scheme !== 'file') {
      const failure = vscode.l10n.t(
        'Only files on disk are read in this way, and this one is in "{0}:". Save a copy to a folder and open that.',
        uri.scheme,
      );
      this.tell({ ...nothingKnown, failure });
      return;
    }
    const events = {
      state: (state: BrowseState) => this.tell(state),
      changed: () => this.isReady && this.page.changed(),
    };
    const wasRead = this.state !== undefined;
    this.browser = browseFile(uri, deps.readings, events, (reason) => {
      deps.log.error(`${uri.fsPath}: ${reason}`);
      this.tell({
        ...(this.state ?? nothingKnown),
        failure: vscode.l10n.t('{0} Close the file and open it again.', reason),
      });
    });
    if (this.filter) this.browser.filter(this.filter);
    if (wasRead && this.isReady) this.page.changed();
  }

  private ready(): void {
    this.isReady = true;
    if (this.state) this.tell(this.state);
  }

  private tell(state: BrowseState): void {
    this.state = state;
    if (!this.isReady) return;
    const { fsPath } = this.uri;
    const file = {
      fileName: path.basename(fsPath),
      filePath: vscode.workspace.asRelativePath(this.uri),
      opensAsText: isTextName(fsPath),
    };
    this.page.state(file, state);
    if (this.awaited === undefined || (state.records < this.awaited && state.indexed < 1)) return;
    this.page.reveal(this.awaited);
    this.awaited = undefined;
  }
}

/** VS Code's own editor takes files of any size, though it hides large ones from extensions. */
export function openAsText(uri: vscode.Uri, line: number): Thenable<unknown> {
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  return vscode.commands.executeCommand('vscode.openWith', uri, 'default', {
    selection: new vscode.Range(at, at),
  });
}
