import { batch, computed, effect, signal, untracked } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import {
  type Decision,
  decided,
  ranked,
  sameDecision,
  undecided,
} from '../../extension/preference/decision.ts';
import { type Tiers, tiersOfRow } from '../../extension/preference/ranking.ts';
import { host } from '../page.ts';
import { facts, rowOfLine, run } from '../state.ts';
import { reviewing, reviewLine } from './open.ts';
import { type Queue, queueOf } from './queue.ts';
import { verdictWords } from './words.ts';

/** A review: the queue, what was decided, and the way back. Views read; the functions below write. */

export const decisions = signal<ReadonlyMap<number, Decision>>(new Map());
/** Places by other runs; lines of decisions that are about no row any more. */
export const others = signal<readonly Float64Array[]>([]);
export const lost = signal<readonly number[]>([]);
/** Why earlier decisions could not be read, ending with the next step. */
export const failure = signal<string | undefined>(undefined);
/** Undefined until the review is opened: it stays as it is while rows come and decisions are taken. */
export const queue = signal<Queue | undefined>(undefined);
export const suspectedOnly = signal(true);
/** What a screen reader is told, and eyes may read. */
export const announced = signal('');
/** Row that is judged; undefined before the queue is there, and where it is empty. */
export const current = signal<number | undefined>(undefined);
/** Completion that keys move, by its index in the file. */
export const held = signal<number | undefined>(undefined);

interface Step {
  readonly row: number;
  readonly before: Decision;
  readonly after: Decision;
}
const past = signal<readonly Step[]>([]);
const future = signal<readonly Step[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

export const shown = computed(() => {
  const rows = suspectedOnly.value ? queue.value?.suspected : queue.value?.all;
  return rows ?? new Uint32Array(0);
});
export const isDecided = (row: number) => decisions.value.get(row)?.verdict !== undefined;
export const decidedCount = computed(() => {
  let n = 0;
  for (const row of shown.value) if (isDecided(row)) n++;
  return n;
});
/** Of all rows: what `applyDecisions` would be about. */
export const anyDecided = computed(() => [...decisions.value.values()].some(({ verdict }) => verdict));

export const decisionOf = (row: number): Decision => decisions.value.get(row) ?? undecided;
export const annotatedTiers = (row: number): Tiers => tiersOfRow(facts.value, row);
/** As decided so far, or as annotated. */
export const tiersNow = (row: number): Tiers => decisionOf(row).ranking ?? annotatedTiers(row);

/** The completions as they stand on the page, best first. */
export const orderNow = (row: number): number[] => tiersNow(row).flat();

/** Asks the host for what is known, then orders the rows that are here. Goes on at the row that was current. */
export async function openReview(): Promise<void> {
  const { runId } = run.value ?? {};
  reviewing.value = true;
  const answer = await host.review().catch(() => ({
    error: l10n.t('Earlier decisions could not be read. Go back to the table and open the review again.'),
  }));
  if (runId !== run.value?.runId || !reviewing.value) return;
  batch(() => {
    failure.value = 'error' in answer ? answer.error : undefined;
    const known = 'error' in answer ? { decisions: [], lost: [], places: [] } : answer;
    decisions.value = new Map(
      known.decisions.map(({ row, decision }) => [row, { ...undecided, ...decision }]),
    );
    others.value = known.places;
    lost.value = known.lost;
    [past.value, future.value] = [[], []];
    queue.value = queueOf(facts.value, known.places);
    if (queue.value.suspected.length === 0) suspectedOnly.value = false;
    show(rowOfLine(reviewLine.value) ?? nextUndecided(-1) ?? shown.value[0]);
  });
}

export function closeReview(): void {
  batch(() => {
    reviewing.value = false;
    current.value = undefined;
    queue.value = undefined;
  });
}

export function show(row: number | undefined): void {
  batch(() => {
    current.value = row;
    held.value = undefined;
    if (row !== undefined) reviewLine.value = facts.value.line[row];
  });
}

export function step(by: number): void {
  const at = shown.value.indexOf(current.value ?? -1) + by;
  if (at >= 0 && at < shown.value.length) show(shown.value[at]);
  else announced.value = by > 0 ? l10n.t('This is the last one.') : l10n.t('This is the first one.');
}

/** The first undecided row after a position in the queue, from its start again where there is none. */
function nextUndecided(after: number): number | undefined {
  const rows = shown.value;
  for (let i = 1; i <= rows.length; i++) {
    const row = rows[(after + i + rows.length) % rows.length];
    if (!isDecided(row)) return row;
  }
  return undefined;
}

export function goToUndecided(): void {
  const row = nextUndecided(shown.value.indexOf(current.value ?? -1));
  if (row === undefined) announced.value = l10n.t('All of them are decided.');
  else show(row);
}

/** A verdict with one key, and on to the next one that waits. */
export function judge(verdict: 'keep' | 'flip' | 'drop'): void {
  const row = current.value;
  if (row === undefined) return;
  batch(() => {
    put(row, decided(decisionOf(row), verdict, annotatedTiers(row)));
    const next = nextUndecided(shown.value.indexOf(row));
    if (next !== undefined) show(next);
  });
}

export function rerank(row: number, tiers: Tiers): void {
  if (tiers !== tiersNow(row)) put(row, ranked(decisionOf(row), tiers, annotatedTiers(row)));
}

export function describe(row: number, words: Partial<Pick<Decision, 'tags' | 'note'>>): void {
  put(row, { ...decisionOf(row), ...words });
}

function put(row: number, after: Decision): void {
  const before = decisionOf(row);
  if (sameDecision(before, after)) return;
  batch(() => {
    past.value = [...past.value, { row, before, after }];
    future.value = [];
    keep(row, after);
  });
}

export function undo(): void {
  back(past, future, 'before', l10n.t('Undone'));
}

export function redo(): void {
  back(future, past, 'after', l10n.t('Done again'));
}

function back(from: typeof past, to: typeof past, side: 'before' | 'after', word: string): void {
  const last = from.value[from.value.length - 1];
  if (!last) {
    announced.value =
      side === 'before' ? l10n.t('There is nothing to undo.') : l10n.t('There is nothing to redo.');
    return;
  }
  batch(() => {
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, last];
    show(last.row);
    keep(last.row, last[side], word);
  });
}

function keep(row: number, decision: Decision, word?: string): void {
  const { runId } = run.value ?? {};
  if (runId === undefined) return;
  decisions.value = new Map(decisions.value).set(row, decision);
  host.decide(runId, row, decision);
  announced.value = l10n.t(
    '{0}Line {1}: {2}. {3} of {4} decided.',
    word === undefined ? '' : `${word}. `,
    facts.value.line[row],
    verdictWords(decision.verdict),
    decidedCount.value,
    shown.value.length,
  );
}

/** Rows of another run have other indices: what is known of them is asked for again, once some are here. */
const readyRun = computed(() => (facts.value.line.length > 0 ? run.value?.runId : undefined));
effect(() => {
  const ready = readyRun.value !== undefined;
  untracked(() => {
    batch(() => {
      queue.value = undefined;
      current.value = undefined;
    });
    if (ready && reviewing.value) void openReview();
  });
});
