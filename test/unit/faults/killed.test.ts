import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { expect, test } from 'vitest';
import { killEvaluation } from '../../faults/killEvaluation.ts';
import { killStore } from '../../faults/killStore.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';
import { Random } from '../../fuzz/random.ts';

// The long form is `npm run faults`.
const random = () => numbers.below(1e6) / 1e6;
const numbers = new Random(Date.now());

test.skipIf(process.platform === 'win32')(
  'a process that is killed while it stores loses nothing that it told of, and goes on to the same run',
  async () => {
    const driver = path.join(temporaryFolder(), 'storeDriver.mjs');
    await esbuild.build({
      entryPoints: [fileURLToPath(new URL('../../faults/storeDriver.ts', import.meta.url))],
      outfile: driver,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    expect(await killStore(driver, 8, random)).toMatchObject({ kills: 8, lost: 0, same: true });
  },
  120_000,
);

test.skipIf(process.platform === 'win32')(
  'an evaluation that is killed with its models goes on to the same run, bit for bit',
  async () => {
    const cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
    const policy = tinyFolder({ past: 'split' });
    const reference = tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 2) });
    const args = [cli, 'evaluate', datasetFile(rankings(400)), '--policy', policy, '--reference', reference];
    const folder = path.join(temporaryFolder(), 'run');
    const killed = await killEvaluation([...args, '--no-cache'], folder, 3, random);
    expect(killed).toMatchObject({ kills: 3, lost: 0, same: true });
  },
  120_000,
);
