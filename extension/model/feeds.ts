import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { GraphInputs, IntegerInput, SessionShape } from './graphInputs.ts';

export type Feeds = Record<string, Tensor>;

/** One pass of new tokens through the graph, behind a past of `start` tokens that all rows have. */
export interface Pass {
  /** [batch] tokens of each row; shorter ones are padded on the right, where a causal model cannot look back at them. */
  readonly rows: readonly ArrayLike<number>[];
  readonly start: number;
  /** The cache of `start` tokens by input name; undefined = empty. */
  readonly past?: Feeds;
  /** At least so many columns; a graph may not like to have none. */
  readonly width?: number;
}

/** Inputs of a pass. `prefix` stands before every name. */
export function feedsFor(graph: GraphInputs, pass: Pass, prefix = ''): Feeds {
  const { rows, start, past } = pass;
  const width = Math.max(pass.width ?? 0, ...rows.map(({ length }) => length));
  const feeds: Feeds = {};
  const add = (
    input: IntegerInput | undefined,
    columns: number,
    value: (row: number, at: number) => number,
  ) => {
    if (input) feeds[prefix + input.name] = integers(input.type, rows.length, columns, value);
  };
  // Id 0 stands in the padding: every vocabulary has it, and nobody reads what follows.
  add(graph.inputIds, width, (row, at) => rows[row][at] ?? 0);
  add(graph.attentionMask, start + width, (row, at) => (at < start + rows[row].length ? 1 : 0));
  add(graph.positionIds, width, (_row, at) => start + at);
  add(graph.tokenTypeIds, width, () => 0);
  if (graph.logitsToKeep) {
    const { name, type, rank } = graph.logitsToKeep;
    const zero = type === 'int64' ? new BigInt64Array(1) : new Int32Array(1);
    feeds[prefix + name] = new Tensor(type, zero, rank === 0 ? [] : [1]);
  }
  // The branch with past takes an empty one, too; the other knows no past at all.
  if (graph.useCacheBranch)
    feeds[prefix + graph.useCacheBranch] = new Tensor('bool', Uint8Array.of(start > 0 ? 1 : 0), [1]);
  for (const { name, type, dimensions } of past ? [] : graph.past) {
    const dims = dimensions.map(({ size, perSequence }) => (perSequence ? size * rows.length : size));
    const length = dims.reduce((product, size) => product * size, 1);
    const data = type === 'float16' ? new Uint16Array(length) : new Float32Array(length);
    feeds[prefix + name] = new Tensor(type, data, dims);
  }
  return past ? { ...feeds, ...past } : feeds;
}

/** int64 [n] */
export function int64(values: readonly number[]): Tensor {
  const data = new BigInt64Array(values.length);
  lowWords(data, (i) => values[i]);
  return new Tensor('int64', data, [values.length]);
}

function integers(
  type: IntegerInput['type'],
  rows: number,
  columns: number,
  value: (row: number, at: number) => number,
): Tensor {
  const dims = [rows, columns];
  const at = (i: number) => value(Math.floor(i / columns), i % columns);
  if (type === 'int64') {
    const data = new BigInt64Array(rows * columns);
    lowWords(data, at);
    return new Tensor('int64', data, dims);
  }
  return new Tensor(
    'int32',
    Int32Array.from({ length: rows * columns }, (_, i) => at(i)),
    dims,
  );
}

/** Fills in numbers from 0 to 2^31 without making a BigInt of each. Every platform of onnxruntime is little-endian. */
function lowWords(data: BigInt64Array, value: (i: number) => number): void {
  const words = new Int32Array(data.buffer);
  for (let i = 0; i < data.length; i++) words[2 * i] = value(i);
}

/** Leaves out what the session does not take: an edit may have cut an input off with the nodes that it fed. */
export function wanted(session: SessionShape, feeds: Feeds): Feeds {
  const names = new Set(session.inputMetadata.map(({ name }) => name));
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.has(name)));
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
