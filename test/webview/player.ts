import type { BrowseState } from '../../extension/browse/shown.ts';
import { pageRows } from '../../extension/preference/pageRows.ts';
import type { RunNews } from '../../webview/compare/contract.ts';
import type { ExampleText, HostCalls, PageCalls, RunState } from '../../webview/contract.ts';
import type { RankingsFile, RankingsPageCalls } from '../../webview/rankings/contract.ts';
import type { TokensPageCalls, TokensState } from '../../webview/tokens/contract.ts';
import * as colors from './colors.ts';
import { type ComparedOptions, comparedRuns } from './comparedRuns.ts';
import { answers } from './compareStates.ts';
import { markDoubtful } from './doubtfulContrast.ts';
import { generatedRows as generated } from './generatedRows.ts';
import { generatedTokens } from './generatedTokens.ts';
import { type ThemeName, themes } from './themes.ts';

/** Plays the panel inside the browser: the `acquireVsCodeApi` of the page, driven by tests through `window.player`. */

type Message = { t: 'q'; m: string; a: unknown[]; i?: string };

const calls: { name: string; args: unknown[] }[] = [];
let saved: unknown = JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined;
let reply: ((row: number) => ExampleText | { error: string }) | undefined;

// As VS Code does: typed arrays travel as they are, everything else as JSON.
function asSent(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : asSent(item)));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, asSent(item)]),
    );
  return value;
}

const generatedRows = (n: number, first = 0, clean = false) => pageRows(generated(n, first, clean));

const send = (message: unknown) => window.postMessage(asSent(message), '*');

type Calls = PageCalls & TokensPageCalls & Pick<RankingsPageCalls, 'changed'>;

/** Runs that are not sent yet. */
let made: ReturnType<typeof comparedRuns> | undefined;

/** What the host answers, by the call's name. */
const replies = new Map<string, (...args: never[]) => unknown>();

function call<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): void {
  send({ t: 'q', m: name, a: args });
}

function heard({ m, a, i }: Message): void {
  calls.push({ name: m, args: a });
  const answering = replies.get(m);
  if (answering && i) {
    const answer = answering(...(a as never[]));
    setTimeout(() => send({ t: 's', i, r: answer }), 5);
    return;
  }
  if (m === ('exampleText' satisfies keyof HostCalls) && i) {
    const answer = reply?.(a[0] as number) ?? { error: 'no text' };
    setTimeout(() => send({ t: 's', i, r: answer }), 20);
  }
}

export const player = {
  calls,
  call,
  generatedRows,
  generatedTokens,
  /** Rows `first + 1`.. in one message, as from the host. */
  rows(runId: string, n: number, first = 0, clean = false): void {
    call('rows', runId, generatedRows(n, first, clean));
  },
  reset: (state: RunState | undefined) => call('reset', state),
  tokens: (state: TokensState) => call('show', state),
  rankings: (file: RankingsFile, state: BrowseState) => send({ t: 'q', m: 'state', a: [file, state] }),
  /** A whole comparison, as the host sends it. */
  compare(options: ComparedOptions): void {
    player.makeRuns(options);
    player.sendRuns();
  },
  makeRuns(options: ComparedOptions): void {
    made = comparedRuns(options);
  },
  sendRuns(): void {
    if (!made) return;
    const { state, runs } = made;
    made = undefined;
    replies.set('examples', answers);
    send({ t: 'q', m: 'begin', a: [state] });
    for (const [run, columns] of runs.entries()) send({ t: 'q', m: 'run', a: [state.id, run, columns] });
  },
  comparingNews: (...runs: RunNews[]) => send({ t: 'q', m: 'news', a: [1, runs] }),
  comparing: (name: 'reading' | 'problem', what: number | string) => send({ t: 'q', m: name, a: [what] }),
  /** From now on the host answers this call so. */
  replies(name: string, reply: (...args: never[]) => unknown): void {
    replies.set(name, reply);
  },
  answer(text: (row: number) => ExampleText | { error: string }): void {
    reply = text;
  },
  texts(text: ExampleText | { error: string }): void {
    reply = () => text;
  },
  theme(name: ThemeName): void {
    document.documentElement.removeAttribute('style');
    for (const [key, value] of Object.entries(themes[name].variables))
      document.documentElement.style.setProperty(`--vscode-${key}`, value);
    document.body.className = themes[name].bodyClass;
  },
  colors,
  markDoubtful,
};
export type Player = typeof player;

Object.assign(window, {
  player,
  acquireVsCodeApi: () => ({
    postMessage: (message: Message) => heard(structuredClone(message)),
    getState: () => saved,
    setState(state: unknown) {
      saved = state;
      sessionStorage.setItem('state', JSON.stringify(state));
    },
  }),
});
