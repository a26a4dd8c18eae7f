import { noRows, type Rows, type StatusCode } from '../preference/rows.ts';

/** The facts of one example, as it is stored and sent. */
export interface RowFacts {
  /** 1-based. */
  readonly line: number;
  /** Lines that its record takes; absent = 1. */
  readonly lines?: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly hash: string;
  readonly id?: string;
  readonly status: StatusCode;
  readonly reason?: string;
  readonly flags: number;
  /** `promptTurns`; absent of malformed rows and in older runs. */
  readonly turns?: number;
  readonly slices?: Readonly<Record<string, string | number | boolean>>;
  /** As in `ExampleFacts`: prompt and completions whatever their ranking, and with it; absent of malformed rows and in older runs. */
  readonly asked?: number;
  readonly ranked?: number;
  /** [K] each; empty when the record is malformed. Log-probs in nats, NaN where not scored. */
  readonly tier: ArrayLike<number>;
  readonly tokens: ArrayLike<number>;
  readonly policyLogp: ArrayLike<number>;
  readonly referenceLogp: ArrayLike<number>;
}

/** Columns of these rows, in this order. */
export function rowsOf(facts: readonly RowFacts[]): Rows {
  if (facts.length === 0) return noRows;
  const offsets = new Uint32Array(facts.length + 1);
  facts.forEach((row, i) => {
    offsets[i + 1] = offsets[i] + row.tier.length;
  });
  const c = offsets[facts.length];
  const rows = {
    offsets,
    tier: new Uint16Array(c),
    policyLogp: new Float64Array(c),
    referenceLogp: new Float64Array(c),
    tokens: new Uint32Array(c),
  };
  facts.forEach((row, i) => {
    rows.tier.set(row.tier, offsets[i]);
    rows.policyLogp.set(row.policyLogp, offsets[i]);
    rows.referenceLogp.set(row.referenceLogp, offsets[i]);
    rows.tokens.set(row.tokens, offsets[i]);
  });
  return {
    ...rows,
    line: Uint32Array.from(facts, (row) => row.line),
    lines: Uint32Array.from(facts, (row) => row.lines ?? 1),
    byteOffset: Float64Array.from(facts, (row) => row.byteOffset),
    byteLength: Uint32Array.from(facts, (row) => row.byteLength),
    status: Uint8Array.from(facts, (row) => row.status),
    flags: Uint8Array.from(facts, (row) => row.flags),
    turns: Uint16Array.from(facts, (row) => Math.min(row.turns ?? 0, 65535)),
    hash: facts.map((row) => row.hash),
    id: facts.map((row) => row.id),
    reason: facts.map((row) => row.reason),
    slices: facts.map((row) => row.slices),
  };
}
