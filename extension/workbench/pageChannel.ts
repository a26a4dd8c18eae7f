import { createBirpc } from 'birpc';
import type * as vscode from 'vscode';

/** What a page tells without an answer; all calls to a page are of this kind. */
type Events<Page> = { [K in keyof Page]: (...args: never[]) => void };

export interface PageChannel<Page> {
  readonly page: Page;
  /** Fails what is pending; what is told afterwards goes nowhere. */
  dispose(): void;
}

/** Calls between a panel and its page. `names`: all of the page's calls. */
export function pageChannel<Page extends Events<Page>, Host extends object>(
  webview: vscode.Webview,
  calls: Host,
  names: readonly (keyof Page & string)[],
): PageChannel<Page> {
  let isOpen = true;
  let receiving: vscode.Disposable | undefined;
  const channel = createBirpc<Record<string, (...args: unknown[]) => void>, Host>(calls, {
    post: (message) => (isOpen ? webview.postMessage(message) : undefined),
    on: (receive) => {
      receiving = webview.onDidReceiveMessage(receive);
    },
    timeout: -1,
    // hasOwn, so that the page cannot name `constructor` or `toString`.
    resolver: (name, handler) => (isOpen && Object.hasOwn(calls, name) ? handler : undefined),
    eventNames: [...names],
  });
  const tell =
    (name: string) =>
    (...args: unknown[]): void => {
      // A page may be closed between two of our sentences.
      if (isOpen) void channel[name](...args).catch(() => {});
    };
  return {
    page: Object.fromEntries(names.map((name) => [name, tell(name)])) as unknown as Page,
    dispose() {
      isOpen = false;
      receiving?.dispose();
      channel.$close(new Error('The page was closed.'));
    },
  };
}
