import * as l10n from '@vscode/l10n';
import { Tensor } from 'onnxruntime-node';
import { added } from '../onnx/onnxModel.ts';
import type { PastPair } from '../onnx/pastPairs.ts';
import { bestBatches } from './bestBatches.ts';
import { mostOnCache } from './budget.ts';
import { failureOf, isOutOfMemory } from './failures.ts';
import { checkFeeds, type Feeds, feedsFor, int64, wanted } from './feeds.ts';
import { type Group, scoredTokens } from './groups.ts';
import type { Budget, GroupLogps, LoadedGraph, PathRunner, RunHooks } from './pathRunner.ts';
import { type Reading, readings, type Segment, tokenTree, worthARun } from './tokenTree.ts';

export interface CachedGraph extends LoadedGraph {
  readonly pairs: readonly PastPair[];
  /** Several rows may go on from one cache. */
  readonly inBatches: boolean;
}

const fewestTokens = 16;
/** More are at the matrix peak without company, and for each row beside it the cache is copied. */
const mostSideBySide = 128;

/**
 * Runs each group as a tree: a stretch that several sequences begin with once, what follows it on its cache. One row at a
 * time, so nothing is padded; short completions side by side where that costs less.
 */
export function cachedRunner(graph: CachedGraph): PathRunner {
  let chunk = mostOnCache;
  return {
    path: 'cached-prompt',
    session: graph.session,
    async run(groups, budget, hooks) {
      const results: GroupLogps[] = [];
      for (const group of groups) {
        for (;;) {
          hooks.signal?.throwIfAborted();
          try {
            const within = { ...budget, tokens: Math.min(budget.tokens, chunk) };
            results.push({ ok: true, logps: await runTree(graph, group, within, hooks) });
            break;
          } catch (error) {
            if (hooks.signal?.aborted) throw hooks.signal.reason;
            if (isOutOfMemory(error) && chunk > fewestTokens) {
              chunk = Math.max(fewestTokens, chunk / 2);
              hooks.note?.(l10n.t('Out of memory: from now on at most {0} tokens a forward pass.', chunk));
              continue;
            }
            const longest = Math.max(...group.sequences.map(({ ids }) => ids.length));
            results.push({ ok: false, reason: failureOf(error, longest) });
            break;
          }
        }
      }
      return results;
    },
  };
}

async function runTree(graph: CachedGraph, group: Group, budget: Budget, hooks: RunHooks) {
  const { sequences } = group;
  const logps = sequences.map((sequence) => new Float64Array(scoredTokens(sequence)));
  const visit = async (segments: readonly Segment[], cache: Feeds | undefined): Promise<void> => {
    const leaves = segments.filter(({ children }) => children.length === 0);
    for (const segment of segments.filter(({ children }) => children.length > 0)) {
      const own = await runSegment(segment, cache);
      await visit(segment.children, own);
      free(own);
    }
    const together = bestBatches(
      leaves.map(({ from, to }) => to - from),
      { apart: worthARun, most: graph.inBatches && cache ? Math.min(budget.tokens, mostSideBySide) : 0 },
    );
    for (const batch of together) {
      if (batch.length === 1) await runSegment(leaves[batch[0]], cache);
      else
        await runSideBySide(
          batch.map((index) => leaves[index]),
          cache,
        );
    }
  };

  /** Gives the cache after the segment where something follows it. */
  async function runSegment(segment: Segment, before: Feeds | undefined): Promise<Feeds | undefined> {
    let cache = before;
    const { ids } = sequences[segment.members[0]];
    let to = segment.from;
    for (let from = to; from < segment.to; from = to) {
      to = from + partOf(segment.to - from, mostAfter(from, budget.tokens));
      const goesOn = to < segment.to || segment.children.length > 0;
      const wantedRows = readings(sequences, segment.members, from, to);
      const rows = wantedRows.map(({ position }) => position - from);
      const next = await pass([ids.subarray(from, to)], from, cache, wantedRows, rows, goesOn);
      if (cache !== before) free(cache);
      cache = next;
    }
    return cache;
  }

  /** Leaves that fit into one pass and begin at one place. */
  async function runSideBySide(leaves: readonly Segment[], cache: Feeds | undefined): Promise<void> {
    const from = leaves[0].from;
    const width = Math.max(...leaves.map(({ to }) => to - from));
    const tokens = leaves.map(({ members, to }) => sequences[members[0]].ids.subarray(from, to));
    const wantedRows: Reading[] = [];
    const rows: number[] = [];
    for (const [row, { members, to }] of leaves.entries()) {
      for (const reading of readings(sequences, members, from, to)) {
        wantedRows.push(reading);
        rows.push(row * width + reading.position - from);
      }
    }
    await pass(tokens, from, cache && repeated(cache, graph.pairs, leaves.length), wantedRows, rows, false);
  }

  async function pass(
    tokens: readonly Int32Array[],
    start: number,
    past: Feeds | undefined,
    wantedRows: readonly Reading[],
    rows: readonly number[],
    goesOn: boolean,
  ): Promise<Feeds | undefined> {
    hooks.signal?.throwIfAborted();
    const { session, inputs, pairs } = graph;
    const feeds = wanted(session, feedsFor(inputs, { rows: tokens, start, past }));
    // Some kernels do not take zero rows: one that nobody reads.
    feeds[added.rows] = int64(rows.length > 0 ? rows : [0]);
    feeds[added.labels] = int64(rows.length > 0 ? wantedRows.map(({ label }) => label) : [0]);
    checkFeeds(session, feeds);
    const fetches = [added.logps, ...(goesOn ? pairs.map(({ present }) => present) : [])];
    const outputs = await session.run(feeds, fetches);
    const values = outputs[added.logps].data as Float32Array;
    for (const [i, { counts }] of wantedRows.entries())
      for (const { sequence, token } of counts) logps[sequence][token] = values[i];
    hooks.ran?.(tokens.reduce((sum, { length }) => sum + length, 0));
    if (!goesOn) return undefined;
    return Object.fromEntries(pairs.map(({ past: name, present }) => [name, outputs[present] as Tensor]));
  }

  await visit(tokenTree(sequences), undefined);
  return logps;
}

/** Megabytes that would wait for the garbage collector, which does not know how soon the next ones come. Before Node 22 they do wait. */
function free(cache: Feeds | undefined): void {
  for (const { data } of Object.values(cache ?? {}))
    (data as { buffer?: { transfer?: (bytes: number) => unknown } }).buffer?.transfer?.(0);
}

/** Attention takes memory for each pair of a new token and one that it looks at, for each head. */
const mostPairs = 2 ** 21;

/** Tokens of a pass that has a past of `start`. */
function mostAfter(start: number, most: number): number {
  return Math.max(fewestTokens, Math.min(most, Math.floor(mostPairs / (start + most))));
}

/** The next part of a stretch that is run in as few parts of about one size as can be. */
function partOf(length: number, most: number): number {
  return Math.ceil(length / Math.ceil(length / most));
}

/** A cache of one row, for `count` rows. */
function repeated(cache: Feeds, pairs: readonly PastPair[], count: number): Feeds {
  return Object.fromEntries(
    pairs.map(({ past, batchAxis }) => {
      const { data, dims, type } = cache[past];
      const from = data as Float32Array | Uint16Array;
      const outer = dims.slice(0, batchAxis).reduce((product, size) => product * size, 1);
      const inner = from.length / outer;
      const to = new (from.constructor as typeof Float32Array)(from.length * count) as typeof from;
      for (let i = 0; i < outer; i++) {
        const part = from.subarray(i * inner, (i + 1) * inner);
        for (let k = 0; k < count; k++) to.set(part, (i * count + k) * inner);
      }
      // Where sequences and heads share an axis, sequences stand outside.
      const size = dims.map((length, axis) => (axis === batchAxis ? length * count : length));
      return [past, new Tensor(type as 'float32', to as Float32Array, size)];
    }),
  );
}
