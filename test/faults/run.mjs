// `npm run faults -- [kills]`: the long form of test/unit/faults, on the bundled sample. Needs `npm run build`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { bundlePrograms } from '../benchmark/programs.mjs';
import { root } from '../host/install.mjs';

const out = path.join(root, 'out', 'faults');
const entry = (name) => path.join(root, 'test', 'faults', `${name}.ts`);
await bundlePrograms({
  entryPoints: { killed: entry('killed'), storeDriver: entry('storeDriver') },
  outdir: out,
});
const args = [path.join(out, 'killed.mjs'), root, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
