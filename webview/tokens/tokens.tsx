import { createBirpc } from 'birpc';
import { render } from 'preact';
import type { TokensHostCalls, TokensPageCalls } from './contract.ts';
import { Page } from './page.tsx';
import './tokens.css';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const vscode = acquireVsCodeApi();
const root = document.getElementById('root')!;
const page: TokensPageCalls = {
  show: (state) => render(<Page state={state} host={host} />, root),
};
const host = createBirpc<TokensHostCalls, TokensPageCalls>(page, {
  post: (message) => vscode.postMessage(message),
  on: (receive) =>
    addEventListener('message', ({ data }) => {
      if (typeof data === 'object' && data !== null && 't' in data) receive(data);
    }),
  timeout: -1,
  eventNames: ['ready', 'selectModel', 'openLine'],
});
void host.ready();
