import { createBirpc } from 'birpc';
import type { RankingsHostCalls, RankingsPageCalls } from './contract.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export const vscode = acquireVsCodeApi();

/** The channel to the editor. */
export function connect(page: RankingsPageCalls) {
  return createBirpc<RankingsHostCalls, RankingsPageCalls>(page, {
    post: (message) => vscode.postMessage(message),
    on: (receive) =>
      addEventListener('message', ({ data }) => {
        if (typeof data === 'object' && data !== null && 't' in data) receive(data);
      }),
    timeout: -1,
    eventNames: ['ready', 'filter', 'openText', 'explain', 'selectFormat', 'evaluate'],
  });
}
