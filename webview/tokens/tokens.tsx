import * as l10n from '@vscode/l10n';
import '../translation.ts';
import { createBirpc } from 'birpc';
import { render } from 'preact';
import type { TokensHostCalls, TokensPageCalls } from './contract.ts';
import { Page } from './page.tsx';
import './tokens.css';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const vscode = acquireVsCodeApi();
const root = document.getElementById('root')!;
let shown = '';
const page: TokensPageCalls = {
  show(state) {
    render(<Page state={state} host={host} />, root);
    // Another example begins at its top; an edit of this one stays where the eye is.
    const place = `${state.line} ${state.ranking?.part} ${state.fileName}`;
    if (place !== shown) scrollTo(0, 0);
    shown = place;
  },
};
const host = createBirpc<TokensHostCalls, TokensPageCalls>(page, {
  post: (message) => vscode.postMessage(message),
  on: (receive) =>
    addEventListener('message', ({ data }) => {
      if (typeof data === 'object' && data !== null && 't' in data) receive(data);
    }),
  timeout: -1,
  eventNames: ['ready', 'selectModel', 'manageTrust', 'openLine', 'showRanking'],
});
// A tokenizer of 150,000 tokens takes a second or two to read.
render(
  <p class="waiting quiet" role="status">
    {l10n.t('Tokenizing …')}
  </p>,
  root,
);
void host.ready();
