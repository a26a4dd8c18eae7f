import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { storedFacts } from '../../fixtures/storedFacts.ts';

let cli: string;
let policy: string;
beforeAll(async () => {
  cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
  policy = tinyFolder({ past: 'split' });
});

const args = (dataset: string, ...more: string[]) => [
  ...[cli, 'evaluate', dataset, '--policy', policy, '--reference', policy, '--provider', 'cpu'],
  ...more,
];
const evaluate = (dataset: string, ...more: string[]) =>
  spawnSync(process.execPath, args(dataset, ...more), { encoding: 'utf8' });

// File systems of our own need root, or a kernel that gives namespaces to anyone.
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
/** The same, with a file system of its own at `at`; `then` runs in the shell when it has ended. */
const evaluateOn = (options: string, at: string, dataset: string, run: string) => {
  const script = `mount -t tmpfs -o ${options} none "$0" && shift && "$@"; code=$?; cp -r "$0/." "$0.kept"; exit $code`;
  const command = [process.execPath, ...args(dataset, '--run', run, '--no-cache')];
  return spawnSync('unshare', ['-rm', 'bash', '-c', script, at, '', ...command], { encoding: 'utf8' });
};

describe('file systems', () => {
  test.skipIf(!canMount)(
    'a disk that fills up: what was stored is whole, and the run goes on elsewhere',
    async () => {
      const folder = temporaryFolder();
      const disk = path.join(folder, 'disk');
      mkdirSync(disk);
      const long = rankings(900).map((r) => ({ ...r, id: `${r.id}${'.'.repeat(3000)}` }));
      const dataset = datasetFile(long);
      const full = evaluateOn('size=1500k', disk, dataset, path.join(disk, 'run'));
      expect(full.stderr).toMatch(/cannot be stored in .*: the disk is full\. .*make room there.*continue/);
      expect(full.status).not.toBe(0);
      const kept = path.join(folder, 'disk.kept', 'run');
      const stored = (await storedFacts(kept)).length;
      expect(stored).toBeGreaterThan(0);
      expect(stored).toBeLessThan(900);
      const { status, stderr } = evaluate(dataset, '--run', kept, '--no-cache');
      expect(status, stderr).toBe(0);
      expect((await storedFacts(kept)).length).toBe(900);
    },
    60_000,
  );

  test.skipIf(!canMount)('a disk that is read-only: said so before anything is scored', () => {
    const disk = path.join(temporaryFolder(), 'disk');
    mkdirSync(disk);
    const { status, stderr } = evaluateOn('ro', disk, datasetFile(rankings(3)), path.join(disk, 'run'));
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/cannot be stored in .*: the disk is read-only\. .*free the folder/);
  });

  test('a file where the folder should be', () => {
    const file = datasetFile([]);
    const { status, stderr } = evaluate(datasetFile(rankings(3)), '--run', path.join(file, 'run'));
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/cannot be stored in .*: there is no such folder/);
  });

  // Windows knows longer paths than 260 characters only where it was told to.
  test.skipIf(process.platform === 'win32')(
    'spaces, letters of the world and 300 characters in every path',
    async () => {
      const name = 'ordner mit  leerzeichen, ünï — 模型 🙂 \'$(touch x)\' & "%PATH%" #1';
      const folder = path.join(temporaryFolder(), name, 'y'.repeat(120), `${name} again`, 'z'.repeat(120));
      expect(folder.length).toBeGreaterThan(300);
      const models = path.join(folder, 'модель policy');
      cpSync(policy, models, { recursive: true });
      const dataset = path.join(folder, 'дані [1] {2}.jsonl');
      writeFileSync(dataset, readFileSync(datasetFile(rankings(4))));
      const run = path.join(folder, 'прогін 1');
      const command = [
        ...[cli, 'evaluate', dataset, '--policy', models, '--reference', models, '--provider', 'cpu'],
        ...['--run', run, '--json', path.join(folder, 'вихід.jsonl')],
      ];
      execFileSync(process.execPath, command, { cwd: folder, stdio: 'pipe' });
      expect((await storedFacts(run)).length).toBe(4);
      expect(readFileSync(path.join(folder, 'вихід.jsonl'), 'utf8').trim().split('\n')).toHaveLength(4);
      expect(existsSync(path.join(folder, 'x'))).toBe(false);
    },
  );
});
