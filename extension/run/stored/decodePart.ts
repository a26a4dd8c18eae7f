import { type DataType, type Table, tableFromIPC } from '@uwdata/flechette';
import type { Rows } from '../../preference/rows.ts';
import { columnTypes } from './schema.ts';

/** What a part holds, in its own order. */
export interface PartColumns {
  /** Completions of rows that are removals: none. */
  readonly rows: Rows;
  /** [N] as in `RowFacts`; NaN where not known. */
  readonly asked: Float64Array;
  readonly ranked: Float64Array;
  /** [N] 1 = the line has no example any more. */
  readonly removed: Uint8Array;
}

const mostStatus = 3;

/** Throws an Error that says what is wrong with bytes that are no part. Columns it does not know are passed over. */
export function decodePart(bytes: Uint8Array): PartColumns {
  const table = tableFromIPC(bytes);
  const column = columnsOf(table);
  const numbers = <T extends Numbers>(name: string, into: T): T => {
    for (const { batch, at } of column(name)) into.set(batch.values.subarray(0, batch.length), at);
    return into;
  };
  const texts = <T>(name: string, read: (text: string | null) => T): T[] => {
    const out: T[] = [];
    for (const { batch } of column(name))
      for (let i = 0; i < batch.length; i++) out.push(read(batch.at(i) as string | null));
    return out;
  };
  const n = table.numRows;
  const offsets = completionOffsets(column('tier'), n);
  const lists = <T extends Uint16Array | Uint32Array | Float64Array>(name: string, into: T): T => {
    let to = 0;
    for (const { batch, at } of column(name)) {
      for (let i = 0; i < batch.length; i++)
        if (batch.offsets[i + 1] - batch.offsets[i] !== offsets[at + i + 1] - offsets[at + i])
          throw new Error(`row ${at + i} has another number of values in ${name}`);
      const child = batch.children[0].values.subarray(batch.offsets[0], batch.offsets[batch.length]);
      into.set(child, to);
      to += child.length;
    }
    return into;
  };
  const c = offsets[n];
  const rows: Rows = {
    offsets,
    tier: lists('tier', new Uint16Array(c)),
    policyLogp: lists('policy_logp', new Float64Array(c)),
    referenceLogp: lists('reference_logp', new Float64Array(c)),
    tokens: lists('tokens', new Uint32Array(c)),
    line: numbers('line', new Uint32Array(n)),
    lines: numbers('lines', new Uint32Array(n)),
    byteOffset: numbers('byte_offset', new Float64Array(n)),
    byteLength: numbers('byte_length', new Uint32Array(n)),
    status: numbers('status', new Uint8Array(n)),
    flags: numbers('flags', new Uint8Array(n)),
    turns: numbers('turns', new Uint16Array(n)),
    hash: texts('hash', (text) => text ?? ''),
    id: texts('id', (text) => text ?? undefined),
    reason: texts('reason', (text) => text ?? undefined),
    slices: texts('fields', (text) => (text === null ? undefined : JSON.parse(text))),
  };
  if (rows.status.some((status) => status > mostStatus)) throw new Error('a status is not known');
  const removed = new Uint8Array(n);
  for (const { batch, at } of column('removed'))
    for (let i = 0; i < batch.length; i++) removed[at + i] = Number(batch.at(i) === true);
  return {
    rows,
    asked: numbers('asked', new Float64Array(n)),
    ranked: numbers('ranked', new Float64Array(n)),
    removed,
  };
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** What a batch holds depends on its type, which was looked at. */
interface Held {
  readonly batch: {
    readonly length: number;
    readonly values: Numbers;
    readonly offsets: Int32Array;
    readonly children: readonly { readonly values: Numbers }[];
    at(index: number): unknown;
  };
  /** Its first row. */
  readonly at: number;
}

/** Batches of a column and where each begins, when it is of its type. */
function columnsOf(table: Table): (name: string) => Held[] {
  return (name) => {
    const column = table.getChild(name);
    const type = columnTypes.get(name);
    if (!column || JSON.stringify(shapeOf(column.type)) !== JSON.stringify(shapeOf(type)))
      throw new Error(`the column ${name} is not there, or not of its type`);
    let at = 0;
    return column.data.map((batch) => {
      const held = { batch: batch as unknown as Held['batch'], at };
      at += batch.length;
      return held;
    });
  };
}

function shapeOf(type: DataType | undefined): unknown {
  const { typeId, bitWidth, precision, signed, children } = type as Record<string, unknown> & {
    children?: readonly { readonly type: DataType }[];
  };
  return [typeId, bitWidth, precision, signed, children?.map((child) => shapeOf(child.type))];
}

function completionOffsets(batches: readonly Held[], n: number): Uint32Array {
  const offsets = new Uint32Array(n + 1);
  for (const { batch, at } of batches)
    for (let i = 0; i < batch.length; i++) {
      const count = batch.offsets[i + 1] - batch.offsets[i];
      if (!(count >= 0)) throw new Error(`row ${at + i} has ${count} completions`);
      offsets[at + i + 1] = offsets[at + i] + count;
    }
  return offsets;
}
