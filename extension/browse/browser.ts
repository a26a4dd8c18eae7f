import { stat } from 'node:fs/promises';
import { checkFile } from '../dataset/checkFile.ts';
import { readingOf } from '../dataset/fileReading.ts';
import { formats } from '../dataset/formats/index.ts';
import { readingWords } from '../dataset/readingWords.ts';
import { withSeverities } from '../dataset/severities.ts';
import { changeOf, returnOf, seen } from './fileWatch.ts';
import { type IndexEnd, indexLines, indexRecords } from './indexFile.ts';
import { findMatches, type Matches, problemLines } from './matches.ts';
import { NumberList } from './numberList.ts';
import { ProblemStore } from './problemStore.ts';
import type { BrowseCalls, BrowseEvents, BrowseRequest } from './protocol.ts';
import { RecordIndex } from './recordIndex.ts';
import { placeOfLine, type RecordSource, recordOfLine, recordsAt } from './recordReader.ts';
import type { BrowseFilter, BrowseState } from './shown.ts';
import { recordLine, recordView } from './shownRecord.ts';

/** The eye wants no more. */
const tellMs = 120;

/**
 * One file of any size, by its records: an index and the problems are made while it is looked at, in a few hundred MB at most, and go on
 * when it grows. Text stays in the file.
 */
export function browser(events: BrowseEvents): BrowseCalls & { dispose(): void } {
  const life = new AbortController();
  const index = new RecordIndex();
  const store = new ProblemStore();
  let request: BrowseRequest | undefined;
  let source: RecordSource | undefined;
  let filtering: { filter: BrowseFilter; matches: Matches; stop: AbortController } | undefined;
  const state: { -readonly [K in keyof BrowseState]: BrowseState[K] } = {
    unit: 'line',
    words: [],
    format: undefined,
    bytes: 0,
    records: 0,
    indexed: 0,
    checked: 0,
    problems: [],
    matches: undefined,
    appended: 0,
  };

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

  async function open(asked: BrowseRequest, signal: AbortSignal): Promise<void> {
    const found = await readingOf(asked.dataset, asked.reading, signal);
    const format = formats.find(({ name }) => name === found.format?.name);
    source = { path: asked.dataset, index, reading: found.reading, isLines: format?.group === undefined };
    Object.assign(state, {
      words: found.wrong === undefined ? readingWords(found) : [found.wrong],
      format: found.format?.title,
      bytes: (await stat(asked.dataset)).size,
      failure: undefined,
    });
  }

  async function indexAll(from: { line: number; byteOffset: number }, signal: AbortSignal) {
    const { path, reading, isLines } = source!;
    const told = (bytes: number) => {
      state.bytes = Math.max(state.bytes, bytes);
      state.indexed = Math.min(1, bytes / state.bytes);
      tell();
    };
    const end = isLines
      ? await indexLines(path, index, from, { signal, told })
      : await indexRecords(path, index, reading, { signal, told });
    state.indexed = 1;
    return end ?? undefined;
  }

  async function check(from: { line: number; byteOffset: number } | undefined, signal: AbortSignal) {
    const { path, reading } = source!;
    const lastLine = index.count;
    for await (const { line, problems } of checkFile(path, { reading, signal, from })) {
      for (const found of withSeverities(problems, request!.severities)) store.add(line, found);
      state.checked = Math.min(1, line / lastLine);
      if (problems.length > 0 || line % 1000 === 0) tell();
    }
    state.checked = 1;
  }

  /** Reads the file, then follows it. */
  async function follow(): Promise<void> {
    const { signal } = life;
    const { dataset } = request!;
    for (;;) {
      await open(request!, signal);
      tell();
      let end: IndexEnd | undefined = await indexAll({ line: 1, byteOffset: 0 }, signal);
      let before = await seen(dataset, state.bytes);
      await check(undefined, signal);
      tellNow();
      for (;;) {
        const change = await changeOf(dataset, before, signal);
        if (change === 'grown' && end) {
          const first = end;
          if (first.isOpen) {
            index.dropLast();
            store.forgetFrom(first.line);
          }
          const known = index.count;
          end = await indexAll(first, signal);
          before = await seen(dataset, state.bytes);
          await check(first, signal);
          state.appended += index.count - known;
          tellNow();
          continue;
        }
        if (change === 'gone') {
          state.failure = 'The file is gone. It is read again when it is back.';
          tellNow();
          await returnOf(dataset, signal);
        }
        break;
      }
      index.clear();
      store.clear();
      Object.assign(state, { indexed: 0, checked: 0, appended: 0, failure: undefined });
      events.changed();
      if (filtering) calls.filter(filtering.filter);
    }
  }

  const showing = () => ({ reading: source!.reading, severities: request!.severities, store });

  const calls: BrowseCalls = {
    open(asked) {
      request = asked;
      follow().catch((error: unknown) => {
        if (life.signal.aborted) return;
        const cause = error instanceof Error ? error.message : String(error);
        state.failure = `The file could not be read: ${cause}.`;
        tellNow();
      });
    },
    filter(filter) {
      filtering?.stop.abort(new Error('Another filter was chosen.'));
      filtering = undefined;
      const { code, text = '' } = filter ?? {};
      if (filter && source && (code !== undefined || text !== '')) {
        const stop = new AbortController();
        const isListed = text === '';
        const lines = isListed ? problemLines(store, code!) : new NumberList();
        const matches: Matches = { lines, share: isListed ? 1 : 0 };
        filtering = { filter, matches, stop };
        const context = { store, bytes: state.bytes, matches, signal: stop.signal, told: tell };
        const found = isListed ? Promise.resolve() : findMatches(source, filter, context);
        found.then(tellNow).catch((error: unknown) => {
          if (stop.signal.aborted || life.signal.aborted) return;
          state.failure = `The search ended early: ${error instanceof Error ? error.message : error}.`;
          tellNow();
        });
      }
      tellNow();
    },
    async rows(from, count) {
      if (!source) return [];
      const { matches } = filtering ?? {};
      if (!matches) return (await recordsAt(source, from, count)).map((raw) => recordLine(raw, showing()));
      const lines = matches.lines.slice(from, count);
      const found = await Promise.all(Array.from(lines, (line) => recordOfLine(source!, line)));
      return found.flatMap((raw) => (raw ? [recordLine(raw, showing())] : []));
    },
    async record(line) {
      const raw = source && (await recordOfLine(source, line));
      return raw && recordView(raw, showing());
    },
    async placeOf(line) {
      if (!source) return -1;
      const { matches } = filtering ?? {};
      if (!matches)
        return source.isLines
          ? Math.min(line, index.count) - 1
          : ((await placeOfLine(source, line))?.position ?? -1);
      const after = matches.lines.lowerBound(line);
      return matches.lines.at(after) === line && after < matches.lines.length ? after : after - 1;
    },
    async problems(code, from, count) {
      const records = Array.from(store.recordsWith(code).slice(from, count));
      const views = await Promise.all(records.map((line) => calls.record(line)));
      return views.flatMap((view) => view?.problems.filter((found) => found.code === code) ?? []);
    },
  };
  return {
    ...calls,
    dispose() {
      clearTimeout(timer);
      filtering?.stop.abort(new Error('closed'));
      life.abort(new Error('closed'));
    },
  };
}
