// `npm run faults -- [kills]`: the long form of test/unit/faults, on the bundled sample. Needs `npm run build`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from '../host/install.mjs';

const out = path.join(root, 'out', 'faults');
const entry = (name) => path.join(root, 'test', 'faults', `${name}.ts`);
await esbuild.build({
  entryPoints: { killed: entry('killed'), storeDriver: entry('storeDriver') },
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'error',
});
const args = [path.join(out, 'killed.mjs'), root, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
