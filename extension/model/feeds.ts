import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { GraphInputs, IntegerInput, SessionShape } from './graphInputs.ts';

export type Feeds = Record<string, Tensor>;

type Cell = (row: number, column: number) => number;

/** Inputs for sequences of unequal length, padded on the right: there a causal model cannot look back at the padding. */
export function feedsFor(graph: GraphInputs, sequences: readonly (readonly number[])[]): Feeds {
  const batch = sequences.length;
  const width = Math.max(...sequences.map((ids) => ids.length));
  const feeds: Feeds = {};
  const add = (input: IntegerInput | undefined, value: Cell) => {
    if (input) feeds[input.name] = integers(input, batch, width, value);
  };
  // Id 0 stands in the padding: every vocabulary has it, and nobody reads what follows.
  add(graph.inputIds, (row, column) => sequences[row][column] ?? 0);
  add(graph.attentionMask, (row, column) => (column < sequences[row].length ? 1 : 0));
  add(graph.positionIds, (_row, column) => column);
  add(graph.tokenTypeIds, () => 0);
  if (graph.logitsToKeep) {
    const { name, type, rank } = graph.logitsToKeep;
    const zero = type === 'int64' ? new BigInt64Array(1) : new Int32Array(1);
    feeds[name] = new Tensor(type, zero, rank === 0 ? [] : [1]);
  }
  if (graph.useCacheBranch) feeds[graph.useCacheBranch] = new Tensor('bool', new Uint8Array(1), [1]);
  for (const { name, type, dimensions } of graph.past) {
    const dims = dimensions.map(({ size, perSequence }) => (perSequence ? size * batch : size));
    const length = dims.reduce((product, size) => product * size, 1);
    const data = type === 'float16' ? new Uint16Array(length) : new Float32Array(length);
    feeds[name] = new Tensor(type, data, dims);
  }
  return feeds;
}

function integers(input: IntegerInput, batch: number, width: number, value: Cell): Tensor {
  const dims = [batch, width];
  if (input.type === 'int64') {
    const data = new BigInt64Array(batch * width);
    for (let i = 0; i < data.length; i++) data[i] = BigInt(value(Math.floor(i / width), i % width));
    return new Tensor('int64', data, dims);
  }
  const data = new Int32Array(batch * width);
  for (let i = 0; i < data.length; i++) data[i] = value(Math.floor(i / width), i % width);
  return new Tensor('int32', data, dims);
}

/** Compares feeds with what the session takes: in some versions a wrong type ends the process instead of throwing. Throws with the first difference. */
export function checkFeeds(session: SessionShape, feeds: InferenceSession.FeedsType): void {
  for (const input of session.inputMetadata) {
    const feed = feeds[input.name];
    if (!(feed instanceof Tensor)) throw new Error(`no value for the input ${input.name}`);
    if (!input.isTensor || input.type !== feed.type) {
      throw new Error(
        `the input ${input.name} takes ${input.isTensor ? input.type : 'no tensor'}, not ${feed.type}`,
      );
    }
    // An empty shape means a scalar, or that the graph does not say.
    const { shape } = input;
    const fits =
      shape.length === 0 ||
      (shape.length === feed.dims.length &&
        shape.every((size, i) => typeof size !== 'number' || size === feed.dims[i]));
    if (!fits) {
      throw new Error(`the input ${input.name} takes [${shape.join(', ')}], not [${feed.dims.join(', ')}]`);
    }
  }
}
