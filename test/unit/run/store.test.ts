import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RowFacts } from '../../../extension/run/rowsBuilder.ts';
import { openStore, readStoredRows } from '../../../extension/run/store.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

const row = (line: number, change: Partial<RowFacts> = {}): RowFacts => ({
  line,
  byteOffset: 100 * line,
  byteLength: 99,
  hash: `hash${line}`,
  status: 0,
  flags: 0,
  tier: [0, 1],
  tokens: [3, 4],
  policyLogp: [-1.1 / 3, -2],
  referenceLogp: [-0.1 - 0.2, -1e-300],
  ...change,
});
const plain = (rows: readonly RowFacts[]) =>
  rows.map((r) => ({
    ...r,
    policyLogp: Array.from(r.policyLogp),
    referenceLogp: Array.from(r.referenceLogp),
  }));

describe('a run folder', () => {
  test('gives back what was put in, to the last bit', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    await store.append([row(1), row(2, { id: 'é\n', slices: { source: 'web' } })]);
    await store.append([row(3, { status: 1, reason: 'no', policyLogp: [Number.NaN, Number.NaN] })]);
    await store.close();
    expect(plain(await readStoredRows(folder))).toEqual(
      plain([
        row(1),
        row(2, { id: 'é\n', slices: { source: 'web' } }),
        row(3, { status: 1, reason: 'no', policyLogp: [Number.NaN, Number.NaN] }),
      ]),
    );
  });

  test('cut off at any byte of its last line, it reopens with the lines before and goes on', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'scores.jsonl');
    const store = await openStore(folder);
    await store.append([row(1), row(2)]);
    await store.close();
    const bytes = readFileSync(file);
    const lastLine = bytes.lastIndexOf(10, bytes.length - 2) + 1;
    for (let cut = lastLine; cut < bytes.length; cut++) {
      writeFileSync(file, bytes.subarray(0, cut));
      const again = await openStore(folder);
      expect(again.rows.map((r) => r.line)).toEqual([1]);
      await again.append([row(7)]);
      await again.close();
      expect((await readStoredRows(folder)).map((r) => r.line)).toEqual([1, 7]);
    }
  });

  test('a tail of zeros, as after a loss of power, is passed over', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    await store.append([row(1)]);
    await store.close();
    writeFileSync(
      path.join(folder, 'scores.jsonl'),
      Buffer.concat([readFileSync(path.join(folder, 'scores.jsonl')), Buffer.alloc(500)]),
    );
    expect((await openStore(folder)).rows.map((r) => r.line)).toEqual([1]);
  });

  test('a line that was scored again counts as it was last', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    await store.append([row(1, { status: 1 }), row(2), row(1)]);
    await store.close();
    expect((await readStoredRows(folder)).map((r) => [r.line, r.status])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test('a full disk is told, with what to do', async () => {
    const store = await openStore(temporaryFolder());
    // Closed under the store: any write fails as on a broken disk.
    await store.close();
    await expect(store.append([row(1)])).rejects.toThrow(/cannot be stored.*continue the evaluation/);
  });
});
