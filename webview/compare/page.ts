import { batch, effect } from '@preact/signals';
import { throttled } from '../throttle.ts';
import type { ComparePageCalls, CompareState, PageRun } from './contract.ts';
import { connectHost, host, vscode } from './host.ts';
import { openInPieces } from './opening.ts';
import { readChoices, type SavedChoices } from './saved.ts';
import {
  active,
  base,
  columnWidths,
  filter,
  metric,
  news,
  opened,
  other,
  prepare,
  problem,
  reading,
  type Shown,
  settleBeta,
  show,
  shown,
  sliceBy,
  sort,
} from './state.ts';

/** What is to be restored once its runs are here. */
let remembered = readChoices(vscode.getState());
let coming: { readonly state: CompareState; readonly runs: (PageRun | undefined)[] } | undefined;

const calls: ComparePageCalls = {
  reading(share) {
    batch(() => {
      reading.value = share;
      problem.value = undefined;
    });
  },
  problem(words) {
    batch(() => {
      reading.value = undefined;
      problem.value = words;
    });
  },
  begin(state) {
    coming = { state, runs: state.runs.map(() => undefined) };
  },
  news(id, runs) {
    if (shown.peek()?.state.id === id) news.value = runs;
  },
  run(id, run, columns) {
    if (coming?.state.id !== id) return;
    coming.runs[run] = columns;
    const runs = coming.runs.filter((one) => one !== undefined);
    if (runs.length < coming.runs.length) return;
    const { state } = coming;
    coming = undefined;
    openInPieces(prepare(state, runs), take);
  },
};

/** Choices are kept where their runs still are. */
function take(next: Shown): void {
  batch(() => restore(next));
}

function restore(next: Shown): void {
  const { state, runs } = next;
  const before = shown.peek()?.state;
  const folderOf = (run: number) => before?.runs[run]?.folder;
  const choices = before ? { ...choicesNow(before), opened: opened.peek() } : remembered;
  const place = (folder: string | undefined) => state.runs.findIndex((run) => run.folder === folder);
  const isSame = before?.runs.every((_, run) => folderOf(run) === state.runs[run]?.folder) ?? true;
  const from = Math.max(0, place(choices.baseline));
  const to = place(choices.other);
  reading.value = undefined;
  problem.value = undefined;
  base.value = from;
  other.value = to >= 0 && to !== from ? to : from === 0 ? Math.min(1, runs.length - 1) : 0;
  if (!before) settleBeta(state.beta);
  metric.value = choices.metric ?? metric.peek();
  filter.value = choices.filter ?? filter.peek();
  sort.value = choices.sort ?? sort.peek();
  sliceBy.value = choices.sliceBy ?? sliceBy.peek();
  columnWidths.value = choices.columnWidths ?? columnWidths.peek();
  opened.value = isSame && (choices.opened ?? 0) < state.examples ? choices.opened : undefined;
  active.value = opened.value === undefined ? undefined : { row: opened.value, column: 0 };
  show(next);
  const { scroll } = remembered;
  remembered = {};
  if (scroll) requestAnimationFrame(() => scrollTo(0, scroll));
}

function choicesNow(state: CompareState): SavedChoices {
  return {
    folders: state.runs.map(({ folder }) => folder),
    baseline: state.runs[base.value]?.folder ?? '',
    other: state.runs[other.value]?.folder ?? '',
    metric: metric.value,
    filter: filter.value,
    sort: sort.value,
    sliceBy: sliceBy.value,
    columnWidths: columnWidths.value,
    opened: opened.value,
    scroll: scrollY,
  };
}

/** Saves what changes, and asks for the runs. */
export function start(): void {
  connectHost(calls);
  const save = throttled(() => {
    const now = shown.peek();
    if (now) vscode.setState(choicesNow(now.state));
  }, 100);
  effect(() => {
    for (const part of [shown, base, other, metric, filter, sort, sliceBy, columnWidths, opened]) part.value;
    save();
  });
  addEventListener('scroll', save, { passive: true });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void host.ready();
  });
  void host.ready();
}
