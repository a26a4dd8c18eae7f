import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './install.mjs';

/** Packs the extension for this machine, as `npm run package` does. Returns the package's path. */
export function packVsix() {
  const target = `${process.platform}-${process.arch}`;
  const out = path.join(root, 'out');
  const file = path.join(out, `plackett-${target}.vsix`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/package.mjs', target, '--out', out],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`packing the extension failed with code ${status}:\n${stdout}${stderr}`);
  return file;
}
