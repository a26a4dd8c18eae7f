import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultScoring } from '../../extension/model/settings.ts';
import { Random } from '../fuzz/random.ts';
import { hurtScorer } from './hurtScorer.ts';
import { killEvaluation } from './killEvaluation.ts';
import { killStore } from './killStore.ts';

/** Prints what became of runs that were killed so many times; ends with 1 when anything was lost. */
const [root, kills = '500', seed = String(Date.now())] = process.argv.slice(2);
const numbers = new Random(Number(seed));
const random = () => numbers.below(1e6) / 1e6;
const folder = mkdtempSync(path.join(tmpdir(), 'plackett-faults-'));
try {
  const sample = path.join(root, 'media', 'sample');
  const models = ['--policy', path.join(sample, 'policy'), '--reference', path.join(sample, 'reference')];
  const cli = [path.join(root, 'dist', 'cli.js'), 'evaluate', path.join(sample, 'rankings.jsonl')];
  console.log(`seed ${seed}`);
  const stored = await killStore(path.join(root, 'out', 'faults', 'storeDriver.mjs'), Number(kills), random);
  console.log('storing:', stored);
  const args = [...cli, ...models, '--no-cache'];
  const evaluated = await killEvaluation(
    args,
    path.join(folder, 'run'),
    Math.ceil(Number(kills) / 5),
    random,
  );
  console.log('evaluating:', evaluated);
  const request = {
    dataset: path.join(sample, 'rankings.jsonl'),
    policy: path.join(sample, 'policy'),
    reference: path.join(sample, 'reference'),
    scoring: { ...defaultScoring, provider: 'cpu' as const },
  };
  const scorer = path.join(root, 'dist', 'scorerProcess.js');
  const hurt = await hurtScorer(scorer, request, Math.ceil(Number(kills) / 10), random);
  console.log('scoring:', hurt);
  const isWhole = hurt.failed === 0 && hurt.lost === 0 && hurt.apart < 1e-3;
  const isRight = isWhole && [stored, evaluated].every(({ lost, same }) => lost === 0 && same);
  process.exitCode = isRight ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
