import path from 'node:path';
import * as vscode from 'vscode';
import type { TokensHostCalls, TokensPageCalls, TokensState } from '../../webview/tokens/contract.ts';
import type { RankingTokens, TokensRequest } from '../run/evaluation.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import { tokensShapes } from './messages/pageShapes.ts';
import { pageChannel } from './pageChannel.ts';
import { pageHtml } from './pageHtml.ts';
import { reaches, tokensAround } from './tokensAround.ts';

/** An example in a document. */
export interface ShownLine {
  readonly document: vscode.TextDocument;
  /** 0-based. */
  readonly line: number;
  /** Of the cursor, which tells a ranking from the others of its record. */
  readonly character?: number;
  /** 0-based, of a record that holds several rankings: asked for by itself. */
  readonly part?: number;
}

export interface TokensActions {
  /** Models and settings for a document. */
  request(
    document: vscode.TextDocument,
  ): Promise<Omit<TokensRequest, 'around' | 'part' | 'character' | 'saved'>>;
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
  /** What the page shows of it. */
  private found: RankingTokens | undefined;
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
    this.turnTo(shown);
    if (this.panel) this.panel.reveal(undefined, true);
    else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.open(vscode.window.createWebviewPanel(tokensType, vscode.l10n.t('Tokens'), column));
    }
    void this.update();
  }

  /** The window was reloaded with the page open. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const kept = this.memory.get<{ uri: string } & Omit<ShownLine, 'document'>>(memoryKey);
    const document = kept && (await openDocument(kept.uri));
    if (!document || this.panel) return panel.dispose();
    const { line, character, part } = kept;
    this.turnTo({ document, line, character, part });
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
      openLine: () => this.shown && void openAt(this.shown, this.found),
      showRanking: (part) => {
        if (!this.shown || !Number.isInteger(part) || part < 0) return;
        this.shown = { ...this.shown, part };
        void this.update();
      },
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
        this.turnTo(undefined);
        this.asked++;
      }),
    );
    this.panel = panel;
    this.page = channel.page;
    panel.webview.html = pageHtml(panel.webview, bundle, 'tokens');
  }

  private turnTo(shown: ShownLine | undefined): void {
    this.shown = shown;
    this.found = undefined;
  }

  private follow({ document, selection }: vscode.TextEditor): void {
    const { line, character } = selection.active;
    if (document.languageId !== 'jsonl' || document.lineAt(line).isEmptyOrWhitespace) return;
    const { shown, found } = this;
    if (document !== shown?.document) this.turnTo({ document, line, character });
    else if (line === shown.line && character === shown.character) return;
    else {
      const isSameRecord = found ? line >= found.first && line < found.end : line === shown.line;
      this.shown = { document, line, character };
      // Of one ranking alone every place is the same.
      if (isSameRecord && !(found && found.parts > 1)) return;
    }
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
    const answer = await this.ask(shown);
    if (asked !== this.asked || !this.page) return;
    this.found = 'models' in answer ? answer : undefined;
    const state = stateOf(shown, answer);
    const { line, lines = 1 } = state;
    panel.title =
      lines > 1
        ? vscode.l10n.t('Tokens: lines {0} to {1}', line, line + lines - 1)
        : vscode.l10n.t('Tokens: line {0}', line);
    const { document, ...place } = shown;
    void this.memory.update(memoryKey, { uri: document.uri.toString(), ...place });
    this.page.show(state);
  }

  private async ask({ document, line, character, part }: ShownLine): Promise<Answer> {
    if (!vscode.workspace.isTrusted) {
      const problem = vscode.l10n.t(
        'This workspace is in Restricted Mode, where models and their tokenizers are not read. Trust it to see tokens.',
      );
      return { problem, missing: 'trust' };
    }
    const request = await this.actions.request(document);
    if (request.policy === undefined && request.reference === undefined) {
      const problem = vscode.l10n.t('Tokens come from a model’s tokenizer, and no model is chosen yet.');
      return { problem, missing: 'model' };
    }
    if (line >= document.lineCount)
      return { problem: vscode.l10n.t('This line is no longer there. Choose another.') };
    try {
      const isSaved = document.uri.scheme === 'file' && !document.isDirty;
      const found = await tokensAround(document, line, (around, from) => {
        const saved = isSaved ? { path: document.uri.fsPath, firstLine: from + 1 } : undefined;
        return this.engine.tokens({ ...request, around, part, character, saved });
      });
      return found ?? { problem: tooFar(reaches[reaches.length - 1].lines) };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  }

  dispose(): void {
    this.panel?.dispose();
  }
}

type Answer = RankingTokens | { readonly problem: string; readonly missing?: TokensState['missing'] };

function stateOf({ document, line }: ShownLine, answer: Answer): TokensState {
  const fileName = path.basename(document.uri.fsPath);
  if ('problem' in answer) return { fileName, line: line + 1, examples: [], ...answer };
  const { first, end, part, parts, models } = answer;
  return { fileName, line: first + 1, lines: end - first, ranking: { part, parts }, examples: models };
}

const tooFar = (lines: number) =>
  vscode.l10n.t(
    'The lines of this ranking reach farther than the {0} on each side of the cursor that are looked at. Put the cursor nearer to their middle.',
    lines,
  );

/** At the prompt of the ranking that is shown; where none is, at the line. */
function openAt(
  { document, line }: ShownLine,
  found: RankingTokens | undefined,
): Thenable<vscode.TextEditor> {
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const at = found
    ? new vscode.Position(found.begins.line, found.begins.character)
    : new vscode.Position(line, 0);
  return vscode.window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(at, at),
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
