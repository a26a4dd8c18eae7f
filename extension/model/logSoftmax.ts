import { float16Table } from './float16.ts';

/** Logits as the session gives them: float32, or float16 as bits (Uint16Array) or as numbers (Float16Array, Node 24). */
export type Logits = ArrayLike<number>;

/** Returns how a row of logits is read as float32. The row is valid until the next one is read. */
export function rowReader(data: Logits, size: number): (start: number) => Float32Array {
  if (data instanceof Float32Array) return (start) => data.subarray(start, start + size);
  const row = new Float32Array(size);
  const table = data instanceof Uint16Array ? float16Table() : undefined;
  return (start) => {
    for (let i = 0; i < size; i++) row[i] = table ? table[data[start + i]] : data[start + i];
    return row;
  };
}

/** log softmax(row)[label] in nats, accumulated in float64: x_label - max - log sum exp(x - max). NaN when the row has a NaN or +Infinity. */
export function logSoftmaxAt(row: Float32Array, label: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < row.length; i++) if (row[i] > max) max = row[i];
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += Math.exp(row[i] - max);
  return row[label] - max - Math.log(sum);
}
