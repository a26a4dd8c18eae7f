import * as l10n from '@vscode/l10n';
import { browsedFile } from './browsedFile.ts';
import { findMatches, type Matches, problemLines } from './matches.ts';
import { NumberList } from './numberList.ts';
import type { BrowseCalls, BrowseEvents, BrowseRequest } from './protocol.ts';
import { readThrough } from './readThrough.ts';
import { placeOfLine, recordOfLine, recordsAt } from './recordReader.ts';
import type { BrowseFilter } from './shown.ts';
import { recordLine, recordView, type Showing } from './shownRecord.ts';

/** The eye wants no more. */
const tellMs = 120;

/**
 * One file of any size, by its records: an index and the problems are made while it is looked at, in a few hundred MB at most, and go on
 * when it grows. Text stays in the file.
 */
export function browser(events: BrowseEvents): BrowseCalls {
  const life = new AbortController();
  const file = browsedFile();
  const { index, store, state } = file;
  let request: BrowseRequest | undefined;
  let reading: Promise<void> | undefined;
  /** What is asked for, also while it is not known yet what the file is. */
  let wanted: BrowseFilter | undefined;
  let filtering: { matches: Matches; stop: AbortController } | undefined;

  let timer: NodeJS.Timeout | undefined;
  const tellNow = () => {
    clearTimeout(timer);
    timer = undefined;
    const matches = filtering && { count: filtering.matches.lines.length, share: filtering.matches.share };
    events.state({ ...state, records: index.count, problems: store.counts(), matches });
  };
  const tell = () => {
    timer ??= setTimeout(tellNow, tellMs);
  };
  const failed = (what: string, signal: AbortSignal) => (error: unknown) => {
    if (signal.aborted || life.signal.aborted) return;
    state.failure = `${what}: ${error instanceof Error ? error.message : String(error)}.`;
    tellNow();
  };

  const showing = (asked: BrowseRequest, source: NonNullable<typeof file.source>): Showing => ({
    reading: source.reading,
    severities: asked.severities,
    store,
  });

  const calls: BrowseCalls = {
    open(asked) {
      request = asked;
      const again = () => calls.filter(wanted);
      const context = { request: asked, file, signal: life.signal, tell, identified: again };
      reading = readThrough({ ...context, forgotten: () => events.changed() }).catch(
        failed(l10n.t('The file could not be read'), life.signal),
      );
    },
    filter(filter) {
      filtering?.stop.abort(new Error('Another filter was chosen.'));
      filtering = undefined;
      wanted = filter;
      const { code, text = '' } = filter ?? {};
      const { source } = file;
      if (filter && source && (code !== undefined || text !== '')) {
        const stop = new AbortController();
        const isListed = text === '';
        const lines = isListed ? problemLines(store, code!) : new NumberList();
        const matches: Matches = { lines, share: isListed ? 1 : 0 };
        filtering = { matches, stop };
        const bytes = state.unpacked ?? state.bytes;
        const context = { store, bytes, matches, signal: stop.signal, told: tell };
        if (!isListed)
          findMatches(source, filter, context)
            .then(tellNow)
            .catch(failed(l10n.t('The search ended early'), stop.signal));
      }
      tellNow();
    },
    async rows(from, count) {
      const { source } = file;
      if (!source || !request) return [];
      const how = showing(request, source);
      const { matches } = filtering ?? {};
      if (!matches) return (await recordsAt(source, from, count)).map((raw) => recordLine(raw, how));
      const lines = matches.lines.slice(from, count);
      const found = await Promise.all(Array.from(lines, (line) => recordOfLine(source, line)));
      return found.flatMap((raw) => (raw ? [recordLine(raw, how)] : []));
    },
    async record(line) {
      const { source } = file;
      const raw = source && (await recordOfLine(source, line));
      return raw && request && recordView(raw, showing(request, source));
    },
    async placeOf(line) {
      const { source } = file;
      if (!source) return -1;
      const { matches } = filtering ?? {};
      if (!matches)
        return source.way === 'records'
          ? ((await placeOfLine(source, line))?.position ?? -1)
          : Math.min(line, index.count) - 1;
      const after = matches.lines.lowerBound(line);
      return after < matches.lines.length && matches.lines.at(after) === line ? after : after - 1;
    },
    async close() {
      clearTimeout(timer);
      filtering?.stop.abort(new Error('closed'));
      life.abort(new Error('closed'));
      await reading;
    },
    async problems(code, from, count) {
      const records = Array.from(store.recordsWith(code).slice(from, count));
      const views = await Promise.all(records.map((line) => calls.record(line)));
      return views.flatMap((view) => view?.problems.filter((found) => found.code === code) ?? []);
    },
  };
  return calls;
}
