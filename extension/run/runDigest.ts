import { derive } from '../preference/columns.ts';
import { type Rows, Status } from '../preference/rows.ts';
import { type Finding, findings, looked } from '../preference/sanity.ts';
import { type Summary, summarize } from '../preference/summary.ts';
import { bySuspicion, suspicion } from '../preference/suspicion.ts';
import { readRun } from './stored/readRun.ts';

/** What a run says in a few numbers, none of which needs the dataset's text. Plain data. */
export interface RunDigest {
  readonly beta: number;
  readonly counts: Readonly<Record<keyof typeof Status, number>>;
  readonly summary: Pick<
    Summary,
    'n' | 'loss' | 'chance' | 'pairwiseAccuracy' | 'top1' | 'kendallTauB' | 'margin'
  >;
  readonly findings: readonly Finding[];
  /** Those whose annotation the models contradict most, the worst first. */
  readonly suspects: readonly Suspect[];
}

export interface Suspect {
  /** 1-based. */
  readonly line: number;
  /** Row in the file's order of scoring; belongs to these rows only. */
  readonly row: number;
  /** log P(turned round) - log P(annotated), nats, as `suspicion`. */
  readonly suspicion: number;
  /** Nats; pairwise accuracy 0 to 1. */
  readonly loss: number;
  readonly margin: number;
  readonly accuracy: number;
}

/** Reads the run that lies in a folder; rejects as the file system does. */
export async function runDigest(folder: string, beta: number, suspects: number): Promise<RunDigest> {
  return digestOf((await readRun(folder)).rows, beta, suspects);
}

export function digestOf(rows: Rows, beta: number, suspects: number): RunDigest {
  const derived = derive(rows, beta);
  const { n, loss, chance, pairwiseAccuracy, top1, kendallTauB, margin } = summarize(rows, derived);
  const counts = { ok: 0, failed: 0, noPreference: 0, malformed: 0 };
  for (const [name, code] of Object.entries(Status) as [keyof typeof Status, number][])
    counts[name] = rows.status.reduce((sum, status) => sum + Number(status === code), 0);
  const values = suspicion(rows);
  return {
    beta,
    counts,
    summary: { n, loss, chance, pairwiseAccuracy, top1, kendallTauB, margin },
    findings: findings(looked(rows, derived), { n, loss, chance }),
    suspects: Array.from(bySuspicion(values).subarray(0, suspects), (row) => ({
      line: rows.line[row],
      row,
      suspicion: values[row],
      loss: derived.loss[row],
      margin: derived.margin[row],
      accuracy: derived.pairwiseAccuracy[row],
    })),
  };
}
