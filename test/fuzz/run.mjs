// `npm run fuzz:scan`: bundles scan.ts with the scanner and runs it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { assembly } from '../../scripts/assembly.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = path.join(root, 'out', 'fuzz');
await esbuild.build({
  entryPoints: {
    scan: path.join(root, 'test', 'fuzz', 'scan.ts'),
    rangeWorker: path.join(root, 'extension', 'dataset', 'scan', 'rangeWorker.ts'),
  },
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  plugins: [assembly],
  logLevel: 'error',
});
process.exitCode =
  spawnSync(process.execPath, [path.join(out, 'scan.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
    .status ?? 1;
