import { createBirpc } from 'birpc';
import type { HostCalls, PageCalls } from './contract.ts';
import type { SavedState } from './savedState.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: SavedState): void;
};

export const vscode = acquireVsCodeApi();

export type Host = ReturnType<typeof connect>;

/** The channel to the panel. `exampleText`, `problemRows`, `review`, `previewPairs`, `findText`, `savedViews`, `tokenScores` and `copyExample` are answered. */
export function connect(page: PageCalls) {
  return createBirpc<HostCalls, PageCalls>(page, {
    post: (message) => vscode.postMessage(message),
    on: (receive) =>
      addEventListener('message', ({ data }) => {
        if (typeof data === 'object' && data !== null && 't' in data) receive(data);
      }),
    timeout: -1,
    eventNames: [
      'ready',
      'openLine',
      'copyLink',
      'cancelTokenScores',
      'manageTrust',
      'showTokens',
      'setBeta',
      'cancel',
      'evaluate',
      'selectModel',
      'selectFormat',
      'openSample',
      'showLog',
      'exportResults',
      'writePairs',
      'saveChart',
      'checkFile',
      'explain',
      'decide',
      'applyDecisions',
      'stopFinding',
      'saveViews',
    ],
  });
}
