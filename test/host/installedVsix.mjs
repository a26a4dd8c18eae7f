import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './install.mjs';

const all = path.join(root, 'out', 'installed');

/**
 * A folder of extensions with the package in it, installed as a user installs it, once for all who ask for the same package.
 * `command`, `args`: the VS Code that installs it.
 */
export async function extensionsWith(vsix, { command, args, env }) {
  const { mtimeMs, size } = statSync(vsix);
  const key = createHash('sha256').update(`${vsix} ${mtimeMs} ${size}`).digest('hex').slice(0, 12);
  const folder = path.join(all, key);
  const done = path.join(all, `${key}.done`);
  if (existsSync(done)) return folder;
  rmSync(all, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const install = ['--extensions-dir', folder, '--install-extension', vsix, '--force'];
    await promisify(execFile)(command, [...args, ...install], { env });
  } catch (error) {
    throw new Error(`${vsix} could not be installed:\n${error.stderr || error.message}`);
  }
  writeFileSync(done, '');
  return folder;
}
