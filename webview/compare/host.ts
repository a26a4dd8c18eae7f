import { createBirpc } from 'birpc';
import type { CompareHostCalls, ComparePageCalls } from './contract.ts';
import type { SavedChoices } from './saved.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: SavedChoices): void;
};

export const vscode = acquireVsCodeApi();

/** Set by `start`, before anything is shown. */
export let host: ReturnType<typeof connect>;

export function connectHost(page: ComparePageCalls): void {
  host = connect(page);
}

/** The channel to the panel; `examples` is answered. */
function connect(page: ComparePageCalls) {
  return createBirpc<CompareHostCalls, ComparePageCalls>(page, {
    post: (message) => vscode.postMessage(message),
    on: (receive) =>
      addEventListener('message', ({ data }) => {
        if (typeof data === 'object' && data !== null && 't' in data) receive(data);
      }),
    timeout: -1,
    eventNames: [
      'ready',
      'cancel',
      'reload',
      'chooseRuns',
      'removeRun',
      'setBeta',
      'openLine',
      'showResults',
      'evaluate',
      'saveChart',
      'showLog',
    ],
  });
}
