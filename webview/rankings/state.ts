import { batch, computed, effect, signal } from '@preact/signals';
import type { BrowseFilter, BrowseState, RecordLine } from '../../extension/browse/shown.ts';
import { throttled } from '../throttle.ts';
import type { RankingsFile, RankingsPageCalls } from './contract.ts';
import { connect, vscode } from './host.ts';

/** Rows that are asked for at once. */
const pageRows = 50;

export const file = signal<RankingsFile | undefined>(undefined);
export const state = signal<BrowseState | undefined>(undefined);
export const filter = signal<BrowseFilter>({});
/** Line of the record that is shown whole. */
export const active = signal<number | undefined>(undefined);
/** Its place in the list, as far as it is known. */
export const activePlace = signal(0);
/** Place that the list scrolls to, and forgets; with the focus where `isFocused`. */
export const wanted = signal<{ readonly place: number; readonly isFocused: boolean } | undefined>(undefined);
/** Grows when what was given before may be otherwise now. */
export const generation = signal(0);
/** Pages of rows by their number; absent while nobody asked. */
const pages = signal<ReadonlyMap<number, readonly RecordLine[]>>(new Map());

export const count = computed(() => {
  const now = state.value;
  return now ? (now.matches?.count ?? now.records) : 0;
});

interface Saved {
  readonly line?: number;
  readonly filter?: BrowseFilter;
}
let saved = readSaved(vscode.getState());
let asked = new Set<number>();
let wasChecked = false;
let shownCount = 0;
/** Other records are shown, and none of them is chosen yet. */
let isUnsettled = false;

const calls: RankingsPageCalls = {
  state(of, now) {
    batch(() => {
      file.value = of;
      state.value = now;
      // Problems that only the whole file shows are known now; rows at the end have become more.
      const isChecked = now.checked === 1;
      if (isChecked && !wasChecked) forget();
      else if (count.value !== shownCount)
        forgetFrom(Math.floor(Math.min(shownCount, count.value) / pageRows));
      wasChecked = isChecked;
      shownCount = count.value;
      if (active.value === undefined && saved.line === undefined && count.value > 0) void go(0, false);
    });
    restore();
    if (isUnsettled && (now.matches?.count ?? 0) > 0) void settle();
  },
  changed() {
    batch(() => {
      forget();
      wasChecked = false;
      if (active.value !== undefined) void showLine(active.value, false);
    });
  },
  reveal: (line) => void showLine(line, true),
};

export const host = connect(calls);

/** The row at a place; undefined until it is here. */
export function rowAt(place: number): RecordLine | undefined {
  return pages.value.get(Math.floor(place / pageRows))?.[place % pageRows];
}

/** Asks for the rows that are to be seen. */
export function wantRows(first: number, end: number): void {
  for (let page = Math.floor(first / pageRows); page * pageRows < Math.min(end, count.value); page++)
    if (!asked.has(page)) void load(page);
}

async function load(page: number): Promise<readonly RecordLine[]> {
  asked.add(page);
  const now = generation.value;
  const rows = await host.rows(page * pageRows, pageRows).catch(() => []);
  if (now !== generation.value || !asked.has(page)) return rows;
  // Those that are not there yet are asked for again when more is told.
  if (rows.length < Math.min(pageRows, count.value - page * pageRows)) asked.delete(page);
  pages.value = new Map(pages.value).set(page, rows);
  return rows;
}

function forget(): void {
  asked = new Set();
  pages.value = new Map();
  generation.value++;
}

function forgetFrom(first: number): void {
  asked = new Set([...asked].filter((page) => page < first));
  pages.value = new Map([...pages.value].filter(([page]) => page < first));
}

/** Makes the record at a place the one that is shown. */
export async function go(place: number, isFocused = true): Promise<void> {
  const last = count.value - 1;
  if (last < 0) return;
  const at = Math.max(0, Math.min(last, place));
  activePlace.value = at;
  wanted.value = { place: at, isFocused };
  const row = rowAt(at) ?? (await load(Math.floor(at / pageRows)))[at % pageRows];
  // The hand may have gone on by now.
  if (row && activePlace.value === at) active.value = row.line;
}

/** Shows the record with a line, or the nearest before it that is shown. */
export async function showLine(line: number, isFocused: boolean): Promise<void> {
  const place = await host.placeOf(line).catch(() => -1);
  if (place >= 0) await go(place, isFocused);
  else active.value = line;
}

/** Shows other records; the one that is shown stays where it is let through. */
export async function setFilter(next: BrowseFilter): Promise<void> {
  const isNone = next.code === undefined && !next.text;
  filter.value = next;
  forget();
  host.filter(isNone ? undefined : next);
  isUnsettled = !isNone;
  if (isNone && active.value !== undefined) await showLine(active.value, false);
}

/** The record that is shown stays where the filter lets it through; else the first one that it does is. */
async function settle(): Promise<void> {
  isUnsettled = false;
  const line = active.value;
  const place = line === undefined ? -1 : await host.placeOf(line).catch(() => -1);
  const [row] = place < 0 ? [] : await host.rows(place, 1).catch(() => []);
  await go(row?.line === line ? place : 0, false);
}

function restore(): void {
  const { line } = saved;
  if (line === undefined || (state.value?.records ?? 0) === 0) return;
  // A line further down is there a moment later.
  if ((state.value?.indexed ?? 0) < 1 && (state.value?.records ?? 0) < line) return;
  saved = {};
  void showLine(line, false);
}

function readSaved(value: unknown): Saved {
  if (typeof value !== 'object' || value === null) return {};
  const { line, filter: kept } = value as Record<string, unknown>;
  const { code, text } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  return {
    line: typeof line === 'number' ? line : undefined,
    filter: {
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof text === 'string' ? { text } : {}),
    },
  };
}

/** Restores what was kept, keeps what changes, and asks for the file. */
export function start(): void {
  const kept = saved.filter ?? {};
  if (kept.code !== undefined || kept.text) void setFilter(kept);
  const keep = throttled(() => {
    vscode.setState({ line: active.value ?? saved.line, filter: filter.value } satisfies Saved);
  }, 200);
  effect(() => {
    for (const part of [active, filter]) part.value;
    keep();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') host.ready();
  });
  host.ready();
}
