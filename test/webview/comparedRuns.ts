import { fieldColumns } from '../../extension/preference/fieldColumns.ts';
import { notThere } from '../../extension/preference/paired/pairedRun.ts';
import { rankedColumns } from '../../extension/preference/ranked.ts';
import { Status } from '../../extension/preference/rows.ts';
import { mulberry32 } from '../../extension/preference/seeded.ts';
import type { CompareState, PageRun, RunHead } from '../../webview/compare/contract.ts';
import { generatedRows } from './generatedRows.ts';

/** What the other runs are to the first. */
export interface ComparedOptions {
  /** Examples of the first run; the second lacks every 25th, and has as many of its own. */
  readonly examples: number;
  readonly runs: number;
  /** All runs say the same. */
  readonly same?: boolean;
  /** No example is in two runs. */
  readonly apart?: boolean;
  /** Everything scored, everywhere, with K from 2 to 6. */
  readonly clean?: boolean;
  readonly heads?: readonly Partial<RunHead>[];
  readonly notes?: readonly string[];
  readonly beta?: number;
}

/** Made-up runs: each next policy is the one before with some noise, a little better. Of 40 examples one has another label in odd runs. */
export function comparedRuns(options: ComparedOptions): { state: CompareState; runs: PageRun[] } {
  const { examples: own, runs: count, same = false, apart = false, clean = false } = options;
  const more = clean || same ? 0 : Math.floor(own / 25);
  const n = apart ? own * count : own + more;
  const rows = generatedRows(n, 0, true);
  const heads = Array.from(
    { length: count },
    (_, run): RunHead => ({
      folder: `/runs/${run}`,
      name: '',
      fileName: 'rankings.jsonl',
      filePath: 'data/rankings.jsonl',
      policy: run === 0 ? 'sft' : `checkpoint-${run * 100}`,
      reference: 'sft',
      startedAt: `2026-03-0${run + 1}T10:00:00.000Z`,
      state: 'done',
      malformed: 0,
      malformedLines: [],
      ...options.heads?.[run],
    }),
  );
  const has = (run: number, e: number) => {
    if (apart) return Math.floor(e / own) === run;
    if (clean || same) return true;
    return run === 0 ? e < own : e >= own || e % 25 !== 24;
  };
  const runs = heads.map((_, run): PageRun => {
    const status = Uint8Array.from({ length: n }, (_, e) =>
      !has(run, e) ? notThere : !clean && !same && run % 2 === 1 && e % 50 === 3 ? Status.failed : Status.ok,
    );
    const offsets = new Uint32Array(n + 1);
    for (let e = 0; e < n; e++)
      offsets[e + 1] = offsets[e] + (status[e] === 0 ? rows.offsets[e + 1] - rows.offsets[e] : 0);
    const c = offsets[n];
    const columns = {
      offsets,
      tier: new Uint16Array(c),
      policyLogp: new Float64Array(c),
      referenceLogp: new Float64Array(c),
      tokens: new Uint32Array(0),
    };
    const label = Uint8Array.from({ length: n }, (_, e) =>
      Number(!clean && !same && run % 2 === 1 && e % 40 === 11),
    );
    for (let e = 0; e < n; e++) {
      const draw = mulberry32(1000 * run + e + 1);
      const k = offsets[e + 1] - offsets[e];
      const from = rows.offsets[e];
      const last = Math.max(...rows.tier.subarray(from, from + k));
      for (let i = 0; i < k; i++) {
        const tier = rows.tier[from + i];
        columns.tier[offsets[e] + i] = label[e] ? last - tier : tier;
        const moved = same ? 0 : run * (1.5 * (draw() + draw() + draw() - 1.5) * 6 - 0.6 * tier);
        columns.policyLogp[offsets[e] + i] = rows.policyLogp[from + i] + moved;
        columns.referenceLogp[offsets[e] + i] = rows.referenceLogp[from + i];
      }
    }
    return {
      offsets,
      status,
      line: Uint32Array.from(status, (s, e) => (s === notThere ? 0 : e + 1 + (run % 2) * 3)),
      variant: label.slice(),
      label,
      at: Float64Array.from(status, (_, e) => 100 * e),
      ranked: rankedColumns(columns),
    };
  });
  const { notes = [], beta = 0.1 } = options;
  const shared = { examples: n, fields: fieldColumns(rows.slices), turns: rows.turns };
  return { state: { id: 1, runs: heads, ...shared, notes, beta }, runs };
}
