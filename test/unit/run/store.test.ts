import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { RowFacts } from '../../../extension/run/rowsBuilder.ts';
import { openStore } from '../../../extension/run/store.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { plainRow as row, storedFacts } from '../../fixtures/storedFacts.ts';

const plain = (rows: readonly RowFacts[]) =>
  rows.map((r) => ({
    ...JSON.parse(JSON.stringify({ ...r, policyLogp: [], referenceLogp: [] })),
    tier: Array.from(r.tier),
    tokens: Array.from(r.tokens),
    policyLogp: Array.from(r.policyLogp),
    referenceLogp: Array.from(r.referenceLogp),
  }));

describe('a run folder', () => {
  test('gives back what was put in, to the last bit', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    await store.append([row(1), row(2, { id: 'é\n', slices: { source: 'web' }, turns: 3 })]);
    await store.append([row(3, { status: 1, reason: 'no', policyLogp: [Number.NaN, Number.NaN] })]);
    expect(plain(await storedFacts(folder))).toEqual(
      plain([
        row(1),
        row(2, { id: 'é\n', slices: { source: 'web' }, turns: 3 }),
        row(3, { status: 1, reason: 'no', policyLogp: [Number.NaN, Number.NaN] }),
      ]),
    );
  });

  test('a line that was scored again counts as it was last', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    await store.append([row(1, { status: 1 }), row(2), row(1)]);
    expect((await storedFacts(folder)).map((r) => [r.line, r.status])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test('lines that are gone from the dataset are gone from the run, until they are scored again', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    await store.append([row(1), row(2), row(3)]);
    await store.remove([2, 3]);
    await store.append([row(3, { hash: 'new' })]);
    expect((await storedFacts(folder)).map((r) => [r.line, r.hash])).toEqual([
      [1, 'hash1'],
      [3, 'new'],
    ]);
  });

  // A limit on the size of files stops a write in its middle, as a full disk does.
  test.skipIf(process.platform === 'win32')(
    'no space left in the middle of a run: told with what to do, shown, and continued to the same columns',
    async () => {
      const folder = temporaryFolder();
      const driver = path.join(folder, 'driver.cjs');
      await esbuild.build({
        stdin: {
          resolveDir: fileURLToPath(new URL('../../../extension/run', import.meta.url)),
          contents: `
            import { defaultScoring as scoring } from '../model/settings.ts';
            import { evaluate } from './evaluate.ts';
            import { ScorerClient } from './scorerClient.ts';
            const [dataset, runFolder] = process.argv.slice(2);
            const lines = [];
            const events = { reading() {}, rows: (rows) => lines.push(...rows.line), progress() {}, models() {}, log() {} };
            const client = new ScorerClient('unused', () => {});
            evaluate({ dataset, runFolder, scoring }, client, events, new AbortController().signal)
              .then((end) => console.log(JSON.stringify({ end, lines })));`,
        },
        outfile: driver,
        bundle: true,
        platform: 'node',
        format: 'cjs',
      });
      const logps = { policy_logps: [-1 / 3, -2, -3], reference_logps: [-2, -0.1, -1e-7] };
      // The third part, of 500 examples with a long id, is larger than the limit.
      const id = (i: number) => `${i}${'.'.repeat(i < 1000 ? 0 : 2000)}`;
      const dataset = datasetFile(rankings(1400).map((r, i) => ({ ...r, ...logps, id: id(i) })));
      const evaluateIn = (run: string, blocks: string) => {
        const command = 'ulimit -f "$0"; exec "$@"';
        const args = ['-c', command, blocks, process.execPath, driver, dataset, path.join(folder, run)];
        return JSON.parse(execFileSync('bash', args, { encoding: 'utf8' }));
      };
      const whole = evaluateIn('whole', 'unlimited');
      expect(whole).toMatchObject({ end: { state: 'done', counts: { scored: 1400 } } });
      const cut = evaluateIn('run', '400');
      expect(cut.end).toMatchObject({ state: 'failed', errorKind: 'storage' });
      expect(cut.end.reason).toMatch(/larger than is allowed.*make room there.*continue/);
      // What could not be stored is shown all the same.
      const stored = (await storedFacts(path.join(folder, 'run'))).length;
      expect(stored).toBeGreaterThan(0);
      expect(cut.lines.length).toBeGreaterThan(stored);
      expect(cut.end.counts.scored).toBe(cut.lines.length);
      expect(evaluateIn('run', 'unlimited').end).toMatchObject({ state: 'done', counts: { scored: 1400 } });
      const rowsOf = async (run: string) => plain(await storedFacts(path.join(folder, run)));
      expect(await rowsOf('run')).toEqual(await rowsOf('whole'));
    },
  );
});
