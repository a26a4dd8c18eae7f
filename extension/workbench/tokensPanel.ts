import path from 'node:path';
import * as vscode from 'vscode';
import type { TokensHostCalls, TokensPageCalls, TokensState } from '../../webview/tokens/contract.ts';
import type { TokensRequest } from '../run/evaluation.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import { tokensShapes } from './messages/pageShapes.ts';
import { pageChannel } from './pageChannel.ts';
import { pageHtml } from './pageHtml.ts';

/** An example in a document. */
export interface ShownLine {
  readonly document: vscode.TextDocument;
  /** 0-based. */
  readonly line: number;
}

export interface TokensActions {
  /** Models and settings for a document. */
  request(document: vscode.TextDocument): Promise<Omit<TokensRequest, 'record'>>;
  selectModel(role: 'policy' | 'reference'): void;
}

export const tokensType = 'plackett.tokens';
const memoryKey = 'plackett.shownTokens';

/** A hand on the arrow keys passes by many lines. */
const settleMs = 150;

/** The page that shows one example as tokens, and follows the cursor to others. There is at most one. */
export class TokensPanel implements vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private page: TokensPageCalls | undefined;
  private shown: ShownLine | undefined;
  /** Of the newest question; answers to older ones are dropped. */
  private asked = 0;
  private settle: NodeJS.Timeout | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly engine: Pick<EvaluationClient, 'tokens'>,
    private readonly memory: vscode.Memento,
    private readonly actions: TokensActions,
  ) {}

  show(shown: ShownLine): void {
    this.shown = shown;
    if (this.panel) this.panel.reveal(undefined, true);
    else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.open(vscode.window.createWebviewPanel(tokensType, vscode.l10n.t('Tokens'), column));
    }
    void this.update();
  }

  /** The window was reloaded with the page open. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const kept = this.memory.get<{ uri: string; line: number }>(memoryKey);
    const document = kept && (await openDocument(kept.uri));
    if (!document || this.panel) return panel.dispose();
    this.shown = { document, line: kept.line };
    this.open(panel);
    void this.update();
  }

  private open(panel: vscode.WebviewPanel): void {
    const bundle = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [bundle] };
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    const disposables: vscode.Disposable[] = [];
    const calls: TokensHostCalls = {
      ready: () => void this.update(),
      selectModel: (role) => this.actions.selectModel(role === 'policy' ? 'policy' : 'reference'),
      manageTrust: () => void vscode.commands.executeCommand('workbench.trust.manage'),
      openLine: () => this.shown && void openAt(this.shown),
    };
    const channel = pageChannel<TokensPageCalls, TokensHostCalls>(
      panel.webview,
      calls,
      ['show'],
      tokensShapes,
    );
    disposables.push(
      channel,
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.follow(editor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.shown?.document) this.updateSoon();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('plackett')) this.updateSoon();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.updateSoon()),
      // A hidden page is unloaded: it will say `ready` again.
      panel.onDidChangeViewState(() => {
        this.page = panel.visible ? channel.page : undefined;
      }),
      panel.onDidDispose(() => {
        for (const each of disposables) each.dispose();
        clearTimeout(this.settle);
        this.panel = undefined;
        this.page = undefined;
        this.shown = undefined;
        this.asked++;
      }),
    );
    this.panel = panel;
    this.page = channel.page;
    panel.webview.html = pageHtml(panel.webview, bundle, 'tokens');
  }

  private follow({ document, selection }: vscode.TextEditor): void {
    const line = selection.active.line;
    if (document.languageId !== 'jsonl' || document.lineAt(line).isEmptyOrWhitespace) return;
    if (document === this.shown?.document && line === this.shown.line) return;
    this.shown = { document, line };
    this.updateSoon();
  }

  private updateSoon(): void {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => void this.update(), settleMs);
  }

  private async update(): Promise<void> {
    const { shown, panel } = this;
    // A page that is hidden asks again when it is seen.
    if (!shown || !panel?.visible) return;
    const asked = ++this.asked;
    const state = await this.stateOf(shown);
    if (asked !== this.asked || !this.page) return;
    panel.title = vscode.l10n.t('Tokens: line {0}', state.line);
    void this.memory.update(memoryKey, { uri: shown.document.uri.toString(), line: shown.line });
    this.page.show(state);
  }

  private async stateOf({ document, line }: ShownLine): Promise<TokensState> {
    const at = { fileName: path.basename(document.uri.fsPath), line: line + 1, examples: [] };
    if (!vscode.workspace.isTrusted) {
      const problem = vscode.l10n.t(
        'This workspace is in Restricted Mode, where models and their tokenizers are not read. Trust it to see tokens.',
      );
      return { ...at, problem, missing: 'trust' };
    }
    const request = await this.actions.request(document);
    if (request.policy === undefined && request.reference === undefined) {
      const problem = vscode.l10n.t('Tokens come from a model’s tokenizer, and no model is chosen yet.');
      return { ...at, problem, missing: 'model' };
    }
    if (line >= document.lineCount)
      return { ...at, problem: vscode.l10n.t('This line is no longer there. Choose another.') };
    try {
      const examples = await this.engine.tokens({ ...request, record: document.lineAt(line).text });
      return { ...at, examples };
    } catch (error) {
      return { ...at, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  dispose(): void {
    this.panel?.dispose();
  }
}

function openAt({ document, line }: ShownLine): Thenable<vscode.TextEditor> {
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return vscode.window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(line, 0, line, 0),
  });
}

/** Undefined where it is gone. */
async function openDocument(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    return undefined;
  }
}
