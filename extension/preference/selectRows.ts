import { concatRows, type Rows } from './rows.ts';

/** Rows first..end - 1, in buffers of their own. */
export function rowsBetween(rows: Rows, first: number, end: number): Rows {
  const from = rows.offsets[first];
  const to = rows.offsets[end];
  return {
    offsets: rows.offsets.slice(first, end + 1).map((offset) => offset - from),
    tier: rows.tier.slice(from, to),
    policyLogp: rows.policyLogp.slice(from, to),
    referenceLogp: rows.referenceLogp.slice(from, to),
    tokens: rows.tokens.slice(from, to),
    line: rows.line.slice(first, end),
    lines: rows.lines.slice(first, end),
    byteOffset: rows.byteOffset.slice(first, end),
    byteLength: rows.byteLength.slice(first, end),
    status: rows.status.slice(first, end),
    flags: rows.flags.slice(first, end),
    turns: rows.turns.slice(first, end),
    hash: rows.hash.slice(first, end),
    id: rows.id.slice(first, end),
    reason: rows.reason.slice(first, end),
    slices: rows.slices.slice(first, end),
  };
}

/** The rows with these indices, in that order. */
export function selectRows(rows: Rows, indices: readonly number[] | Uint32Array): Rows {
  const offsets = new Uint32Array(indices.length + 1);
  indices.forEach((row, i) => {
    offsets[i + 1] = offsets[i] + rows.offsets[row + 1] - rows.offsets[row];
  });
  const texts = <T>(column: readonly T[]): T[] =>
    column.length === 0 ? [] : Array.from(indices, (r) => column[r]);
  const completions = new Uint32Array(offsets[indices.length]);
  indices.forEach((row, i) => {
    for (let j = 0; j < offsets[i + 1] - offsets[i]; j++) completions[offsets[i] + j] = rows.offsets[row] + j;
  });
  return {
    offsets,
    tier: Uint16Array.from(completions, (c) => rows.tier[c]),
    policyLogp: Float64Array.from(completions, (c) => rows.policyLogp[c]),
    referenceLogp: Float64Array.from(completions, (c) => rows.referenceLogp[c]),
    tokens: Uint32Array.from(completions, (c) => rows.tokens[c]),
    line: Uint32Array.from(indices, (r) => rows.line[r]),
    lines: Uint32Array.from(indices, (r) => rows.lines[r]),
    byteOffset: Float64Array.from(indices, (r) => rows.byteOffset[r]),
    byteLength: Uint32Array.from(indices, (r) => rows.byteLength[r]),
    status: Uint8Array.from(indices, (r) => rows.status[r]),
    flags: Uint8Array.from(indices, (r) => rows.flags[r]),
    turns: Uint16Array.from(indices, (r) => rows.turns[r]),
    hash: texts(rows.hash),
    id: texts(rows.id),
    reason: texts(rows.reason),
    slices: texts(rows.slices),
  };
}

/** `rows` without those whose line is in `newer`, then `newer`. */
export function replaceLines(rows: Rows, newer: Rows): Rows {
  const lines = new Set(newer.line);
  const kept: number[] = [];
  rows.line.forEach((line, row) => {
    if (!lines.has(line)) kept.push(row);
  });
  return concatRows([kept.length === rows.line.length ? rows : selectRows(rows, kept), newer]);
}

/** The rows in the order of their lines: they are finished in another one. */
export function sortedByLine(rows: Rows): Rows {
  const part = (row: number) => Number(rows.hash[row].split('/')[1] ?? 0);
  const order = Array.from(rows.line.keys()).sort((a, b) => rows.line[a] - rows.line[b] || part(a) - part(b));
  return selectRows(rows, order);
}
