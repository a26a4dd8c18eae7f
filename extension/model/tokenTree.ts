import { passCost } from './bestBatches.ts';
import type { Sequence } from './contract.ts';
import { firstScored, sharedStart } from './groups.ts';

/** A stretch of tokens that is run once for all sequences that go through it. */
export interface Segment {
  /** Tokens [from, to) of each of its sequences; before `from` stands what the parents ran. */
  readonly from: number;
  readonly to: number;
  /** Indices of the sequences, which are alike up to `to`. */
  readonly members: readonly number[];
  readonly children: readonly Segment[];
}

/** A log-probability to read: of `label` after the token at `position`. */
export interface Reading {
  readonly position: number;
  readonly label: number;
  /** For each sequence that it counts for: its index, and the index among its scored tokens. */
  readonly counts: readonly { readonly sequence: number; readonly token: number }[];
}

/** A run for itself costs about as much as so many more tokens would: the weights pass by once more, and the cache is copied. */
export const worthARun = passCost.alone;

/**
 * Sequences as a tree by what they begin with. The last token of a sequence is only a label, so it is run only where another
 * sequence goes on after it. Where completions part late enough for it to pay, their common start is a segment too.
 */
export function tokenTree(sequences: readonly Sequence[]): readonly Segment[] {
  const all = sequences.map((_, index) => index);
  return byToken(sequences, all, 0).flatMap((members) => branch(sequences, members, 0));
}

/** Segments from `from` on, for sequences that are alike up to `known` (their cache ends at `from`) and in the token there. */
function branch(
  sequences: readonly Sequence[],
  members: readonly number[],
  from: number,
  known = from,
): Segment[] {
  const running = members.filter((index) => sequences[index].ids.length - 1 > from);
  if (running.length === 0) return [];
  if (running.length === 1) return [leaf(sequences, running[0], from)];
  const [first, ...others] = running.map((index) => sequences[index].ids);
  const last = Math.max(...running.map((index) => sequences[index].ids.length - 1));
  const to = Math.min(last, ...others.map((ids) => sharedStart(first, ids, known)));
  const saved = (to - from) * (running.length - 1);
  if (from > 0 && saved < worthARun) {
    // All of them part too early, but some may go on together for long.
    const ended = running.filter((index) => sequences[index].ids.length - 1 <= to);
    const parts = byToken(sequences, running, to).flatMap((alike) => branch(sequences, alike, from, to));
    return [...ended.map((index) => leaf(sequences, index, from)), ...parts];
  }
  const children = byToken(sequences, running, to).flatMap((alike) => branch(sequences, alike, to));
  return [{ from, to, members: running, children }];
}

/** Those that go on after the token at `at`, by that token. */
function byToken(sequences: readonly Sequence[], members: readonly number[], at: number): number[][] {
  const next = new Map<number, number[]>();
  for (const index of members) {
    const { ids } = sequences[index];
    if (ids.length - 1 <= at) continue;
    const known = next.get(ids[at]);
    if (known) known.push(index);
    else next.set(ids[at], [index]);
  }
  return [...next.values()];
}

function leaf(sequences: readonly Sequence[], index: number, from: number): Segment {
  return { from, to: sequences[index].ids.length - 1, members: [index], children: [] };
}

/** What is read off the rows [from, to) for the sequences that go through them, each log-probability once. */
export function readings(
  sequences: readonly Sequence[],
  members: readonly number[],
  from: number,
  to: number,
): readonly Reading[] {
  const found = new Map<string, { position: number; label: number; counts: Reading['counts'][number][] }>();
  for (const sequence of members) {
    const { ids } = sequences[sequence];
    const first = firstScored(sequences[sequence]);
    for (let position = Math.max(from, first - 1); position < Math.min(to, ids.length - 1); position++) {
      const label = ids[position + 1];
      const key = `${position} ${label}`;
      const count = { sequence, token: position + 1 - first };
      const known = found.get(key);
      if (known) known.counts.push(count);
      else found.set(key, { position, label, counts: [count] });
    }
  }
  return [...found.values()];
}
