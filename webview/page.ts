import { batch, effect, signal } from '@preact/signals';
import type { BrowseState } from '../extension/browse/shown.ts';
import type { PageCalls, RunState } from './contract.ts';
import { completionOrder, wide } from './detail/view.ts';
import { followQuery, queryText } from './filterBox/queryState.ts';
import { followSearches, searched } from './filterBox/textSearches.ts';
import { toldStep } from './heat/tokenState.ts';
import { connect, vscode } from './host.ts';
import { reviewing, reviewLine } from './review/open.ts';
import { readSavedState } from './savedState.ts';
import {
  active,
  appendRows,
  beta,
  brushing,
  chartsOpen,
  clearRows,
  columnChoice,
  columnWidths,
  connected,
  facts,
  filter,
  opened,
  order,
  rowOfLine,
  run,
  settleBeta,
  showRows,
  sort,
  topRow,
  trusted,
} from './state.ts';
import { throttled } from './throttle.ts';
import { loadViews, views } from './views/viewState.ts';

/** Row that the table scrolls to, and forgets: to the top, where it was before a reload, into view with the focus, or only into view. */
export const wanted = signal<{ readonly row: number; readonly as: 'top' | 'revealed' | 'seen' } | undefined>(
  undefined,
);
/** Of the file; undefined until they were asked for. */
export const problems = signal<BrowseState | undefined>(undefined);
/** The dialog that is open. */
export const dialog = signal<'export' | 'pairs' | undefined>(undefined);
/** True while a hand is on the slider: the host's beta waits. */
export const dragging = signal(false);

/** Lines that are opened, active and on top once their rows are here: after a reload, or when the file was evaluated again. */
let remembered = readSavedState(vscode.getState());
let pendingReveal: number | undefined;
let hostBeta: number | undefined;

const show = throttled(() => {
  batch(() => {
    showRows();
    restoreRows();
  });
  restoreScroll();
}, 250);

const calls: PageCalls = {
  reset(state) {
    batch(() => {
      remembered = { ...remembered, ...shownLines() };
      clearRows();
      showRows();
      opened.value = undefined;
      topRow.value = undefined;
      active.value = undefined;
      connected.value = true;
      setRun(state ?? undefined);
    });
  },
  state: (state) => batch(() => setRun(state)),
  rows(runId, rows, rest = 0) {
    if (runId !== run.value?.runId) return;
    appendRows(rows, rest);
    // Of many rows the first at once, then all: everything is computed anew for every picture.
    if (rest === 0 || facts.value.line.length === 0) show();
  },
  problems(state) {
    problems.value = state;
  },
  searched,
  reveal(row) {
    pendingReveal = row;
    restoreRows();
  },
  tokenStep: (row, step) => toldStep(run.value?.runId, row, step),
  openPairs() {
    dialog.value = 'pairs';
  },
  trust(isTrusted) {
    trusted.value = isTrusted;
  },
};

export const host = connect(calls);

function setRun(state: RunState | undefined): void {
  run.value = state;
  if (!state) return;
  // The host repeats its beta with every progress: only a new one is news.
  if (state.beta !== hostBeta && !dragging.value) {
    hostBeta = state.beta;
    settleBeta(state.beta);
  }
}

/** Rows known by line, since every run gives them other indices; lines whose rows are still to come stay as they were. */
function shownLines() {
  const { line } = facts.value;
  const lineOf = (row: number | undefined) => (row === undefined ? undefined : line[row]);
  return {
    openLine: lineOf(opened.value) ?? remembered.openLine,
    activeLine: lineOf(active.value?.row) ?? remembered.activeLine,
    topLine: lineOf(topRow.value) ?? remembered.topLine,
  };
}

/** Scrolls the page to where it was, once there is something to scroll. */
function restoreScroll(): void {
  const { scroll } = remembered;
  if (scroll === undefined || facts.value.line.length === 0) return;
  remembered = { ...remembered, scroll: undefined };
  requestAnimationFrame(() => scrollTo(0, scroll));
}

function restoreRows(): void {
  const { openLine, activeLine, topLine } = remembered;
  const [open, at, top] = [rowOfLine(openLine), rowOfLine(activeLine), rowOfLine(topLine)];
  if (open !== undefined) opened.value = open;
  if (at !== undefined) active.value = { row: at, column: 0 };
  if (top !== undefined) wanted.value = { row: top, as: 'top' };
  remembered = {
    ...remembered,
    openLine: open === undefined ? openLine : undefined,
    activeLine: at === undefined ? activeLine : undefined,
    topLine: top === undefined ? topLine : undefined,
  };
  if (pendingReveal !== undefined && pendingReveal < facts.value.line.length) {
    const row = pendingReveal;
    pendingReveal = undefined;
    reveal(row);
  }
}

/** Whoever has begun to read is not torn away when the rows of the last visit arrive. */
function keepPlace({ target }: Event): void {
  if (!(target instanceof Element && target.closest('#examples'))) return;
  remembered = { ...remembered, openLine: undefined, activeLine: undefined, topLine: undefined };
}

/** Shows an example, opened and in the middle of the table. */
export function reveal(row: number): void {
  batch(() => {
    reviewing.value = false;
    if (!order.value.includes(row)) {
      filter.value = 'all';
      queryText.value = '';
      brushing.brushes.value = [];
    }
    opened.value = row;
    active.value = { row, column: 0 };
    wanted.value = { row, as: 'revealed' };
  });
}

/** Everything follows a hand on the slider; the host's beta waits. */
export function moveBeta(value: number): void {
  dragging.value = true;
  beta.value = value;
}

/** The hand has left the slider: the host hears of it. */
export function restBeta(value: number): void {
  dragging.value = false;
  settleBeta(value);
  host.setBeta(value);
}

/** Restores what was saved, saves what changes, and asks for the run. */
export function start(): void {
  const saved = readSavedState(vscode.getState());
  batch(() => {
    if (saved.sort) sort.value = saved.sort;
    if (saved.filter) filter.value = saved.filter;
    if (saved.reviewing) reviewing.value = true;
    reviewLine.value = saved.reviewLine;
    if (saved.completionOrder) completionOrder.value = saved.completionOrder;
    if (saved.wide) wide.value = true;
    if (saved.query) queryText.value = saved.query;
    if (saved.brushes) brushing.restore(saved.brushes);
    if (saved.chartsOpen) chartsOpen.value = true;
    if (saved.columnChoice) columnChoice.value = saved.columnChoice;
    if (saved.columnWidths) columnWidths.value = saved.columnWidths;
    if (saved.views) views.value = saved.views;
  });
  followQuery();
  followSearches(host);
  const save = throttled(() => {
    if (!run.value) return;
    vscode.setState({
      dataset: run.value.dataset,
      sort: sort.value,
      filter: filter.value,
      query: queryText.value,
      brushes: brushing.brushes.value,
      chartsOpen: chartsOpen.value,
      columnChoice: columnChoice.value,
      columnWidths: columnWidths.value,
      ...shownLines(),
      views: views.value,
      scroll: remembered.scroll ?? scrollY,
      reviewing: reviewing.value,
      reviewLine: reviewLine.value,
      completionOrder: completionOrder.value,
      wide: wide.value,
    });
  }, 100);
  effect(() => {
    for (const part of [
      run,
      sort,
      filter,
      queryText,
      brushing.brushes,
      chartsOpen,
      columnChoice,
      columnWidths,
      views,
      opened,
      active,
      topRow,
      reviewing,
      reviewLine,
      completionOrder,
      wide,
    ])
      part.value;
    save();
  });
  addEventListener('scroll', save, { passive: true });
  for (const event of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(event, keepPlace, { passive: true });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') begin();
  });
  begin();
}

function begin(): void {
  host.ready();
  void loadViews(host);
}
