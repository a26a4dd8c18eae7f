import * as l10n from '@vscode/l10n';
import { relabel } from '../dataset/applyDecisions.ts';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import { lineHash, partOf } from '../dataset/lineHash.ts';
import type { RawLine } from '../dataset/lines.ts';
import type { Reading } from '../dataset/reading.ts';
import { readRecords } from '../dataset/records.ts';
import { isRefusal, type LineEdit } from '../dataset/relabel/lineEdit.ts';
import type { Decision, Verdict } from '../preference/decision.ts';
import type { KeptDecision } from './decisionLine.ts';
import { matchDecisions } from './matchDecisions.ts';

/** What becomes of one record: edits of its text, or it goes with its line end. */
export interface Change {
  readonly record: RawLine;
  readonly edits: readonly LineEdit[] | 'drop';
  readonly decision: KeptDecision;
}

/** What applying decisions does to a file, before anything is done. */
export interface Plan {
  /** By place in the file. */
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Records that stay as they are though something else was decided, with a clause that says why. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
  /** 1-based lines where decisions were taken about text that is not in the file any more. */
  readonly lost: readonly number[];
}

/** Which records of a file decisions are about: found in one pass, of which only their own texts are kept. */
export function changePlanner(log: readonly KeptDecision[], reading: Reading) {
  const hashes = new Map<string, Set<string>>();
  for (const { hash } of log) {
    const { recordHash } = partOf(hash);
    hashes.set(recordHash, (hashes.get(recordHash) ?? new Set()).add(hash));
  }
  const places: Place[] = [];
  return {
    add(record: RawLine): void {
      if (record.problem) return;
      for (const hash of hashes.get(lineHash(record.text)) ?? [])
        places.push({ hash, line: record.line, record });
    },
    plan: () => planOf(places, log, reading),
  };
}

interface Place {
  readonly hash: string;
  readonly line: number;
  readonly record: RawLine;
}

function planOf(places: readonly Place[], log: readonly KeptDecision[], reading: Reading): Plan {
  const { found, lost } = matchDecisions(log, places);
  const counts: Record<Verdict, number> = { keep: 0, flip: 0, rerank: 0, drop: 0 };
  const changes: Change[] = [];
  const refused: { line: number; reason: string }[] = [];
  for (const [{ record, line }, decision] of [...found].sort(([a], [b]) => a.line - b.line)) {
    if (decision.verdict === undefined) continue;
    const edits = decision.verdict === 'keep' ? [] : changeOf(record, decision, reading);
    if (edits !== 'drop' && isRefusal(edits)) refused.push({ line, reason: edits.reason });
    else {
      counts[decision.verdict]++;
      if (edits.length > 0) changes.push({ record, edits, decision });
    }
  }
  const lines = lost
    .filter(({ verdict }) => verdict !== undefined && verdict !== 'keep')
    .map(({ line }) => line);
  return { changes, counts, refused, lost: lines.sort((a, b) => a - b) };
}

function changeOf(record: RawLine, { verdict, ranking }: Decision, reading: Reading) {
  if ((record.lines ?? 1) > 1)
    return { reason: l10n.t('whose completions stand on several lines, which Plackett does not write') };
  if (verdict === 'drop') {
    const several = checkRawLine(record, reading).examples.length > 1;
    return several
      ? { reason: l10n.t('with several rankings in one record, of which one cannot go alone') }
      : 'drop';
  }
  if (!ranking) return { reason: l10n.t('whose new order was not kept') };
  return relabel(record.text, ranking, reading);
}

/** The plan for a file on disk. Rejects as the file system does, or with the signal's reason. */
export async function planFile(
  dataset: string,
  log: readonly KeptDecision[],
  reading: Reading,
  signal: AbortSignal,
): Promise<Plan> {
  const planner = changePlanner(log, reading);
  for await (const block of readRecords(dataset, { reading, signal }))
    for (const record of block) planner.add(record);
  return planner.plan();
}
