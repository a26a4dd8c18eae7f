import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

/** Packs the extension for this machine, as `npm run package` does. Returns the package's path. */
export function packVsix() {
  const target = `${process.platform}-${process.arch}`;
  const file = path.join(root, 'out', `plackett-${target}.vsix`);
  mkdirSync(path.dirname(file), { recursive: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs', target, file], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`packing the extension failed with code ${status}:\n${stdout}${stderr}`);
  return file;
}
