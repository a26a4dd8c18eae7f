import { createBirpc } from 'birpc';
import type * as vscode from 'vscode';
import { fits, type Shapes } from './messages/shape.ts';

/** What a page tells without an answer; all calls to a page are of this kind. */
type Events<Page> = { [K in keyof Page]: (...args: never[]) => void };

export interface PageChannel<Page> {
  readonly page: Page;
  /** Fails what is pending; what is told afterwards goes nowhere. */
  dispose(): void;
}

/**
 * Calls between a panel and its page. `names`: all of the page's calls. A page shows text that nobody vouches for and is not
 * believed: what is no message goes nowhere, a call that is not in `shapes`, or whose arguments are not of its shapes, is
 * refused before its handler sees it.
 */
export function pageChannel<Page extends Events<Page>, Host extends object>(
  webview: Pick<vscode.Webview, 'postMessage' | 'onDidReceiveMessage'>,
  calls: Host,
  names: readonly (keyof Page & string)[],
  shapes: Shapes<Host>,
): PageChannel<Page> {
  let isOpen = true;
  let receiving: vscode.Disposable | undefined;
  const channel = createBirpc<Record<string, (...args: unknown[]) => void>, Host>(calls, {
    post: (message) => (isOpen ? webview.postMessage(message) : undefined),
    on: (receive) => {
      receiving = webview.onDidReceiveMessage((message) => {
        // An answer that cannot be sent any more is nobody's failure.
        if (isMessage(message)) void Promise.resolve(receive(message)).catch(() => {});
      });
    },
    timeout: -1,
    // hasOwn, so that the page cannot name `constructor` or `toString`.
    resolver: (name, handler) =>
      isOpen && Object.hasOwn(calls, name) && Object.hasOwn(shapes, name)
        ? checked(name, handler, shapes[name as keyof Host])
        : undefined,
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

type Handler = (...args: unknown[]) => unknown;

function checked(name: string, handler: unknown, shapes: Parameters<typeof fits>[0]) {
  return (...args: unknown[]) => {
    if (!fits(shapes, args)) throw new Error(`"${name}" was called with something else than it takes.`);
    return (handler as Handler)(...args);
  };
}

/** As birpc sends them: a call (`q`) by its name with a list of arguments, or an answer (`s`). */
function isMessage(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { t, m, a, i } = message as Record<string, unknown>;
  if (i !== undefined && typeof i !== 'string') return false;
  return t === 's' || (t === 'q' && typeof m === 'string' && (a === undefined || Array.isArray(a)));
}
