import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { runBatch } from '../../../extension/model/runBatch.ts';
import type { LoadedGraph } from '../../../extension/model/runSequences.ts';
import { type StartedGraph, startGraph } from '../../../extension/model/startGraph.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyLogp } from '../../fixtures/onnx/tinyLogps.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';

const sequences = [
  [1, 2, 3],
  [4, 5],
  [6, 7, 8, 9],
  [10, 11],
  [12, 13, 14],
].map((ids) => ({ ids, promptLength: 1 }));
const expected = sequences.map(({ ids }) => tinyLogp(tinyWeights(), ids, 1));
let graph: StartedGraph;

beforeAll(async () => {
  graph = await startGraph(await readModelFolder(tinyFolder()), 'cpu', 1);
});
afterAll(() => graph.session.release());

/** The graph on a session that refuses some runs. */
function refusing(refuses: (rows: number, ids: bigint[]) => string | undefined): LoadedGraph {
  const { session } = graph;
  const run = (feeds: InferenceSession.FeedsType, fetches: string[]) => {
    const ids = feeds.input_ids as Tensor;
    const message = refuses(ids.dims[0], [...(ids.data as BigInt64Array)]);
    return message === undefined ? session.run(feeds, fetches) : Promise.reject(new Error(message));
  };
  const { inputMetadata, outputMetadata } = session;
  return {
    inputs: graph.inputs,
    session: { inputMetadata, outputMetadata, run } as unknown as InferenceSession,
  };
}

describe('a batch that fails', () => {
  it('is halved until it fits into memory', async () => {
    const sizes: number[] = [];
    const small = refusing((rows) => {
      sizes.push(rows);
      return rows > 2 ? 'Failed to allocate memory for requested buffer of size 123' : undefined;
    });
    const scores = await runBatch(small, sequences, {});
    expect(sizes).toEqual([5, 3, 2, 1, 2]);
    for (const [i, score] of scores.entries()) expect(score.ok && score.logp).toBeCloseTo(expected[i], 4);
  });

  it('fails the guilty sequence only, with the reason', async () => {
    const source =
      '/src/core/framework/op_kernel.cc:83 virtual void onnxruntime::Gather::Compute() indices element out of bounds';
    const broken = refusing((_rows, ids) => (ids.includes(7n) ? source : undefined));
    const scores = await runBatch(broken, sequences, {});
    expect(scores.map(({ ok }) => ok)).toEqual([true, true, false, true, true]);
    expect(scores[2]).toEqual({
      ok: false,
      reason: 'the model could not be run: indices element out of bounds',
    });
    const full = refusing(() => 'std::bad_alloc');
    expect(await runBatch(full, sequences.slice(0, 1), {})).toEqual([
      { ok: false, reason: 'a sequence of 3 tokens does not fit into memory; set a smaller maximum length' },
    ]);
  });
});
