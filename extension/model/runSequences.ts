import type { InferenceSession } from 'onnxruntime-node';
import type { Sequence } from './encode.ts';
import { checkFeeds, feedsFor } from './feeds.ts';
import type { GraphInputs } from './graphInputs.ts';
import { type Logits, logSoftmaxAt, rowReader } from './logSoftmax.ts';

/** A graph in memory, ready to run. */
export interface LoadedGraph {
  readonly session: InferenceSession;
  readonly inputs: GraphInputs;
}

/**
 * One forward pass over all sequences. For each, log pi(token | all before it) in nats of the tokens after its prompt;
 * never of the first token of a sequence, which follows nothing.
 * The last token is only a label, so it is not run.
 */
export async function runSequences(
  graph: LoadedGraph,
  sequences: readonly Sequence[],
): Promise<Float64Array[]> {
  const inputs = sequences.map(({ ids }) => ids.slice(0, -1));
  const feeds = feedsFor(graph.inputs, inputs);
  checkFeeds(graph.session, feeds);
  const { name } = graph.inputs.logits;
  const output = (await graph.session.run(feeds, [name]))[name];
  const width = Math.max(...inputs.map((ids) => ids.length));
  const [batch, tokens, vocabulary] = output.dims;
  if (output.dims.length !== 3 || batch !== sequences.length || tokens !== width) {
    throw new Error(
      `the graph gave logits of [${output.dims.join(', ')}] for ${sequences.length} sequences of ${width} tokens`,
    );
  }
  const rowAt = rowReader(output.data as Logits, vocabulary);
  const results = sequences.map(({ ids, promptLength }, row) => {
    const first = Math.max(1, promptLength);
    const logps = new Float64Array(ids.length - first);
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

/** Last dimension of the logits, from a run over two tokens. Throws what the run throws. */
export async function vocabularyOf(graph: LoadedGraph): Promise<number> {
  const feeds = feedsFor(graph.inputs, [[0, 0]]);
  checkFeeds(graph.session, feeds);
  const { name } = graph.inputs.logits;
  const output = (await graph.session.run(feeds, [name]))[name];
  const [, tokens, vocabulary] = output.dims;
  output.dispose();
  if (tokens !== 2 || !(vocabulary > 0)) {
    throw new Error(`the graph gave logits of [${output.dims.join(', ')}] for 2 tokens`);
  }
  return vocabulary;
}
