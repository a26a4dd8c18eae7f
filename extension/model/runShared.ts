import { added } from '../onnx/onnxModel.ts';
import { checkFeeds, feedsFor, int64, wanted } from './feeds.ts';
import { firstScored, scoredTokens } from './groups.ts';
import type { Job, LoadedGraph, PathRunner } from './pathRunner.ts';
import { firstPass, planShared } from './planShared.ts';
import { runInBatches } from './runBatches.ts';

/** Both passes in one run: what a group's sequences begin with, then each sequence's rest on its cache. */
export function sharedRunner(graph: LoadedGraph, oneGroupAtATime: boolean): PathRunner {
  const run = runInBatches({
    plan: (jobs, budget) => planShared(jobs, budget, oneGroupAtATime),
    run: (jobs) => runShared(graph, jobs),
  });
  return { path: 'shared-prompt', session: graph.session, run };
}

async function runShared({ session, inputs }: LoadedGraph, jobs: readonly Job[]): Promise<Float64Array[]> {
  const { length: shared, strands } = firstPass(jobs);
  const order = strands.flat();
  const starts = strands.map(([{ sequence }]) => sequence.ids.subarray(0, shared));
  // The last token is only a label, so it is not run; a row may have nothing left, but not all may.
  const rests = order.map(({ sequence }) =>
    sequence.ids.subarray(shared, Math.max(shared, sequence.ids.length - 1)),
  );
  const width = Math.max(1, ...rests.map(({ length }) => length));
  const feeds = wanted(session, {
    ...feedsFor(inputs, { rows: starts, start: 0 }, added.promptPrefix),
    ...feedsFor(inputs, { rows: rests, start: shared, width, past: {} }),
  });
  const owners = strands.flatMap((strand, owner) => strand.map(() => owner));
  const rows: number[] = [];
  const labels: number[] = [];
  for (const [index, { sequence }] of order.entries()) {
    for (let at = firstScored(sequence); at < sequence.ids.length; at++) {
      const inFirst = owners[index] * shared + at - 1;
      const inSecond = strands.length * shared + index * width + at - 1 - shared;
      rows.push(at - 1 < shared ? inFirst : inSecond);
      labels.push(sequence.ids[at]);
    }
  }
  feeds[added.owner] = int64(owners);
  feeds[added.rows] = int64(rows);
  feeds[added.labels] = int64(labels);
  checkFeeds(session, feeds);
  const values = (await session.run(feeds, [added.logps]))[added.logps].data as Float32Array;
  const found = new Map<Job, Float64Array>();
  let from = 0;
  for (const job of order) {
    const to = from + scoredTokens(job.sequence);
    found.set(job, Float64Array.from(values.subarray(from, to)));
    from = to;
  }
  return jobs.map((job) => found.get(job) as Float64Array);
}
