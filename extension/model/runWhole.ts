import { added } from '../onnx/onnxModel.ts';
import { bestBatches, passCost } from './bestBatches.ts';
import { checkFeeds, feedsFor, int64, wanted } from './feeds.ts';
import { firstScored, scoredTokens } from './groups.ts';
import { type Logits, logSoftmaxAt, rowReader } from './logSoftmax.ts';
import type { Job, LoadedGraph, PathRunner } from './pathRunner.ts';
import { runInBatches } from './runBatches.ts';

/** Where each sequence is run from its start: with the head on the rows that are asked for, on all rows, or with logits that leave the graph. */
type WholePath = 'completion-rows' | 'reduced-logits' | 'logits';

export function wholeRunner(path: WholePath, graph: LoadedGraph, inBatches: boolean): PathRunner {
  const run = runInBatches({
    plan: (jobs, { tokens, rows }) => {
      const lengths = jobs.map(({ sequence }) => sequence.ids.length - 1);
      if (!inBatches) return jobs.map((job) => [job]);
      // The head is on every row but in one path; there it may be on every row, too.
      const limits = { apart: passCost.batches, most: Math.min(tokens, rows) };
      return bestBatches(lengths, limits).map((batch) => batch.map((index) => jobs[index]));
    },
    run: (jobs) => (path === 'logits' ? fromLogits(graph, jobs) : fromRows(graph, jobs)),
  });
  return { path, session: graph.session, run };
}

/**
 * Where a graph gives logits of the last position only: each beginning of a sequence is run for itself. For a few tokens, to
 * hold the path that undoes this against it.
 */
export function prefixRunner(graph: LoadedGraph): PathRunner {
  const run = runInBatches({
    plan: (jobs) => jobs.map((job) => [job]),
    run: async ([job]) => {
      const { ids, promptLength } = job.sequence;
      const logps = new Float64Array(scoredTokens(job.sequence));
      const first = firstScored({ ids, promptLength });
      for (let at = first; at < ids.length; at++) {
        const { row } = await lastLogits(graph, ids.subarray(0, at));
        logps[at - first] = logSoftmaxAt(row, ids[at]);
      }
      return [logps];
    },
  });
  return { path: 'logits', session: graph.session, run };
}

/** The last token is only a label, so it is not run. */
function passOf(jobs: readonly Job[]) {
  return { rows: jobs.map(({ sequence }) => sequence.ids.subarray(0, -1)), start: 0 };
}

async function fromRows({ session, inputs }: LoadedGraph, jobs: readonly Job[]): Promise<Float64Array[]> {
  const pass = passOf(jobs);
  const width = Math.max(...pass.rows.map(({ length }) => length));
  const rows: number[] = [];
  const labels: number[] = [];
  for (const [row, { sequence }] of jobs.entries()) {
    for (let at = firstScored(sequence); at < sequence.ids.length; at++) {
      rows.push(row * width + at - 1);
      labels.push(sequence.ids[at]);
    }
  }
  const feeds = wanted(session, feedsFor(inputs, pass));
  feeds[added.rows] = int64(rows);
  feeds[added.labels] = int64(labels);
  checkFeeds(session, feeds);
  const output = (await session.run(feeds, [added.logps]))[added.logps];
  const values = output.data as Float32Array;
  let from = 0;
  return jobs.map(({ sequence }) => {
    const to = from + scoredTokens(sequence);
    const logps = Float64Array.from(values.subarray(from, to));
    from = to;
    return logps;
  });
}

async function fromLogits({ session, inputs }: LoadedGraph, jobs: readonly Job[]): Promise<Float64Array[]> {
  const pass = passOf(jobs);
  const feeds = wanted(session, feedsFor(inputs, pass));
  checkFeeds(session, feeds);
  const { name } = inputs.logits;
  const output = (await session.run(feeds, [name]))[name];
  const width = Math.max(...pass.rows.map(({ length }) => length));
  const [batch, tokens, vocabulary] = output.dims;
  if (output.dims.length !== 3 || batch !== jobs.length || tokens !== width) {
    throw new Error(
      `the graph gave logits of [${output.dims.join(', ')}] for ${jobs.length} sequences of ${width} tokens`,
    );
  }
  const rowAt = rowReader(output.data as Logits, vocabulary);
  const results = jobs.map(({ sequence }, row) => {
    const { ids } = sequence;
    const first = firstScored(sequence);
    const logps = new Float64Array(scoredTokens(sequence));
    for (let at = first; at < ids.length; at++) {
      const start = (row * width + at - 1) * vocabulary;
      // A label beyond the vocabulary has no logit in this row; NaN keeps it from reading the next row's.
      logps[at - first] = ids[at] < vocabulary ? logSoftmaxAt(rowAt(start), ids[at]) : Number.NaN;
    }
    return logps;
  });
  output.dispose();
  return results;
}

/** From a run over two tokens. Throws what the run throws. */
export async function aboutLogits(
  graph: LoadedGraph,
): Promise<{ readonly vocabularySize: number; readonly lastOnly: boolean }> {
  const { tokens, row } = await lastLogits(graph, [0, 0]);
  return { vocabularySize: row.length, lastOnly: tokens === 1 };
}

async function lastLogits({ session, inputs }: LoadedGraph, ids: ArrayLike<number>) {
  const feeds = wanted(session, feedsFor(inputs, { rows: [ids], start: 0 }));
  checkFeeds(session, feeds);
  const { name } = inputs.logits;
  const output = (await session.run(feeds, [name]))[name];
  const [, tokens, vocabulary] = output.dims;
  if (output.dims.length !== 3 || (tokens !== 1 && tokens !== ids.length) || !(vocabulary > 0))
    throw new Error(`the graph gave logits of [${output.dims.join(', ')}] for ${ids.length} tokens`);
  const row = rowReader(output.data as Logits, vocabulary)((tokens - 1) * vocabulary).slice();
  output.dispose();
  return { tokens, row };
}
