import { pageRows } from '../../extension/preference/pageRows.ts';
import { type Rows, Status } from '../../extension/preference/rows.ts';
import { mulberry32 } from '../../extension/preference/seeded.ts';
import { runRows, type ShownRows } from '../../webview/runRows.ts';

const tasks = ['arithmetic', 'sorting', 'spelling'];

/**
 * Rows `first + 1`..`first + n` of a made-up run: a policy that mostly agrees, K from 2 to 6, some tied and
 * some partial rankings; of 50 rows one is malformed, one failed, one has no preference, one is truncated.
 */
export function generatedRows(n: number, first = 0, clean = false): Rows {
  const offsets = new Uint32Array(n + 1);
  const columns = {
    tier: [] as number[],
    policy: [] as number[],
    reference: [] as number[],
    tokens: [] as number[],
  };
  const status = new Uint8Array(n);
  const reason: (string | undefined)[] = [];
  for (let row = 0; row < n; row++) {
    const draw = mulberry32(first + row + 1);
    const normal = () => draw() + draw() + draw() + draw() - 2;
    const turn = clean ? 0 : (first + row) % 50;
    status[row] =
      turn === 7
        ? Status.malformed
        : turn === 19
          ? Status.failed
          : turn === 33
            ? Status.noPreference
            : Status.ok;
    const k = status[row] === Status.malformed ? 0 : 2 + Math.floor(draw() * 5);
    const kind = k === 2 ? 1 : draw();
    const place = shuffled(k, draw);
    for (let c = 0; c < k; c++) {
      // A best one with the rest unknown, ties of two, or a strict order.
      const tier = kind < 0.15 ? Math.min(place[c], 1) : kind < 0.3 ? place[c] >> 1 : place[c];
      columns.tier.push(status[row] === Status.noPreference ? 0 : tier);
      const scored = status[row] !== Status.failed;
      const reference = -8 - 40 * draw();
      columns.reference.push(scored ? reference : Number.NaN);
      columns.policy.push(scored ? reference + 8 - 7 * tier + 9 * normal() : Number.NaN);
      columns.tokens.push(scored ? 3 + Math.floor(draw() * 40) : 0);
    }
    offsets[row + 1] = columns.tier.length;
    reason.push(
      turn === 7
        ? 'The ranking names response 4, but there are only 3 (0 to 2).'
        : turn === 19
          ? 'Token id 50257 is beyond the model’s vocabulary of 1,000. Use the tokenizer that belongs to the model.'
          : undefined,
    );
  }
  const rows = Array.from({ length: n }, (_, row) => row);
  return {
    offsets,
    tier: Uint16Array.from(columns.tier),
    policyLogp: Float64Array.from(columns.policy),
    referenceLogp: Float64Array.from(columns.reference),
    tokens: Uint32Array.from(columns.tokens),
    line: Uint32Array.from(rows, (row) => first + row + 1),
    lines: Uint32Array.from(rows, () => 1),
    byteOffset: Float64Array.from(rows, (row) => (first + row) * 500),
    byteLength: Uint32Array.from(rows, () => 499),
    status,
    flags: Uint8Array.from(rows, (row) => (!clean && (first + row) % 50 === 41 ? 1 : 0)),
    turns: Uint16Array.from(rows, (row) =>
      status[row] === Status.malformed ? 0 : 1 + 2 * (Math.floor((first + row) / 3) % 3),
    ),
    hash: rows.map((row) => `hash-${first + row}`),
    id: rows.map((row) => `task-${String(first + row).padStart(5, '0')}`),
    reason,
    slices: rows.map((row) => ({ source: tasks[(first + row) % 3] })),
  };
}

function shuffled(n: number, draw: () => number): number[] {
  const list = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** Rows as the page reads them. */
export function shownRows(rows: Rows): ShownRows {
  const kept = runRows();
  kept.append(pageRows(rows));
  return kept.view();
}
