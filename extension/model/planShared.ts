import { bestBatches, passCost } from './bestBatches.ts';
import { scoredTokens, sharedStart } from './groups.ts';
import type { Budget, Job } from './pathRunner.ts';

/**
 * Splits sequences into runs of a graph with two passes. A group's sequences stay together where padding them to one length
 * costs less than running their common start again; groups share a run (`oneGroupAtATime` false) where they cost less together,
 * the first pass of all being as long as the shortest common start, so that nothing is padded there.
 */
export function planShared(jobs: readonly Job[], budget: Budget, oneGroupAtATime: boolean): readonly Job[][] {
  const parts = strandsOf(jobs).flatMap((strand) => split(strand, budget, oneGroupAtATime));
  if (oneGroupAtATime) return parts;
  const runs: Job[][] = [];
  const longestFirst = parts.map((part) => ({ part, own: cost([part]) }));
  longestFirst.sort((a, b) => b.own.shared - a.own.shared || b.own.width - a.own.width);
  let open: Job[][] = [];
  let costs = 0;
  for (const { part, own } of longestFirst) {
    const together = cost([...open, part]);
    const fits = together.tokens <= budget.tokens && together.rows <= budget.rows;
    if (open.length > 0 && fits && together.tokens <= costs + own.tokens + passCost.batches) {
      open.push(part);
      costs = together.tokens;
      continue;
    }
    if (open.length > 0) runs.push(open.flat());
    open = [part];
    costs = own.tokens;
  }
  if (open.length > 0) runs.push(open.flat());
  return runs;
}

/** Sequences that share a row of the first pass, and how many tokens that pass has for all of them. */
export function firstPass(jobs: readonly Job[]): {
  readonly length: number;
  readonly strands: readonly Job[][];
} {
  const strands = strandsOf(jobs);
  return { length: Math.min(...strands.map(startOf)), strands };
}

/** Sequences of one group that begin alike. */
function strandsOf(jobs: readonly Job[]): Job[][] {
  const strands = new Map<string, Job[]>();
  for (const job of jobs) {
    const key = `${job.group} ${job.sequence.ids[0]}`;
    const known = strands.get(key);
    if (known) known.push(job);
    else strands.set(key, [job]);
  }
  return [...strands.values()];
}

/** Tokens that may stand in the first pass: all that a strand has in common; of a single sequence half, as two passes of some size run better than a long and an empty one. */
function startOf(strand: readonly Job[]): number {
  const [first, ...others] = strand.map(({ sequence }) => sequence.ids);
  if (others.length === 0) return Math.ceil((first.length - 1) / 2);
  const longest = Math.max(...strand.map(({ sequence }) => sequence.ids.length));
  // The last token is only a target, and something is left for the second pass.
  const most = Math.max(1, longest - 2);
  return Math.min(most, ...others.map((ids) => sharedStart(first, ids)));
}

/** A strand in the parts that cost least together. */
function split(strand: readonly Job[], budget: Budget, oneGroupAtATime: boolean): Job[][] {
  const shared = startOf(strand);
  const rests = strand.map(({ sequence }) => Math.max(1, sequence.ids.length - 1 - shared));
  const longest = Math.max(...strand.map(({ sequence }) => scoredTokens(sequence)));
  const batches = bestBatches(rests, {
    apart: shared + (oneGroupAtATime ? passCost.alone : passCost.batches),
    most: Math.max(0, budget.tokens - shared),
    mostRows: Math.max(1, Math.floor(budget.rows / longest)),
  });
  return batches.map((batch) => batch.map((index) => strand[index]));
}

function cost(parts: readonly (readonly Job[])[]) {
  const jobs = parts.flat();
  const { length: shared, strands } = firstPass(jobs);
  const width = Math.max(1, ...jobs.map(({ sequence }) => sequence.ids.length - 1 - shared));
  return {
    shared,
    width,
    tokens: strands.length * shared + jobs.length * width,
    rows: jobs.reduce((sum, { sequence }) => sum + scoredTokens(sequence), 0),
  };
}
