import { effect, signal, untracked } from '@preact/signals';
import type { Host } from '../host.ts';
import { searchesOf } from '../query/evaluate.ts';
import type { TextSearch } from '../shownRows.ts';
import { query, run, searches } from '../state.ts';

/** A pause in typing after which is searched. */
const restMs = 300;
const nothing: TextSearch = { done: false, lines: new Uint32Array(0), error: undefined };

/** Share of the file that was searched, 0 to 1, by the text; apart from what was found, which the table follows. */
export const shares = signal<ReadonlyMap<string, number>>(new Map());

/** Has the host look for the texts that the query in force asks for; what nobody asks for any more is ended. */
export function followSearches(host: Host): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let searchedRun: string | undefined;
  effect(() => {
    const wanted = query.value ? searchesOf(query.value.asked) : [];
    const runId = run.value?.runId;
    untracked(() => {
      if (runId !== searchedRun) forget([]);
      searchedRun = runId;
      if (wanted.length > 0 || searches.value.size > 0) forget(wanted);
      clearTimeout(timer);
      const missing = wanted.filter((text) => !searches.value.has(text));
      if (missing.length > 0) timer = setTimeout(() => missing.forEach(start), restMs);
    });
  });

  function forget(wanted: readonly string[]): void {
    const kept = new Map(searches.value);
    for (const [text, { done }] of searches.value) {
      if (wanted.includes(text)) continue;
      kept.delete(text);
      if (!done) host.stopFinding(text);
    }
    if (kept.size === searches.value.size) return;
    searches.value = kept;
    shares.value = new Map([...shares.value].filter(([text]) => kept.has(text)));
  }

  async function start(text: string): Promise<void> {
    set(text, nothing);
    searched(text, 0);
    const runId = searchedRun;
    const answer = await host
      .findText(text)
      .catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }));
    // Another run, or a search for the same text that began later.
    if (runId !== searchedRun || !searches.value.has(text)) return;
    if ('error' in answer) set(text, { ...nothing, done: true, error: answer.error });
    else set(text, { done: true, lines: answer, error: undefined });
  }
}

/** How far the host is. */
export function searched(text: string, share: number): void {
  shares.value = new Map(shares.value).set(text, share);
}

function set(text: string, search: TextSearch): void {
  searches.value = new Map(searches.value).set(text, search);
}
