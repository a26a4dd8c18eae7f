// `npm run fuzz` and `npm run fuzz:scan`: bundles a program of this folder with what it starts, and runs it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { assembly } from '../../scripts/assembly.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = path.join(root, 'out', 'fuzz');
const [program, ...args] = process.argv.slice(2);
const own = (name) => path.join(root, 'test', 'fuzz', `${name}.ts`);
const parts = {
  scan: { rangeWorker: path.join(root, 'extension', 'dataset', 'scan', 'rangeWorker.ts') },
  fuzz: {
    linesBatch: own('linesBatch'),
    modelsBatch: own('modelsBatch'),
    messagesBatch: own('messagesBatch'),
    scorerProcess: path.join(root, 'extension', 'run', 'scorerProcess.ts'),
  },
};
const shared = {
  outdir: out,
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: ['onnxruntime-node'],
  plugins: [assembly],
  logLevel: 'error',
};
const isScan = program === 'scan';
await esbuild.build({
  ...shared,
  entryPoints: { [program]: own(program), ...(isScan ? parts.scan : {}) },
  outExtension: { '.js': '.mjs' },
  format: 'esm',
});
if (!isScan)
  await esbuild.build({ ...shared, entryPoints: parts.fuzz, outExtension: { '.js': '.cjs' }, format: 'cjs' });
process.exitCode =
  spawnSync(process.execPath, [path.join(out, `${program}.mjs`), ...args], { stdio: 'inherit' }).status ?? 1;
