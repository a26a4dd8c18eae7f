// Packages that only some machines need: outside the dependencies, so that `npm ci` stays small and never fails for them.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const stamp = '.complete';

/**
 * Installs packages into a folder, once. They are put together beside it and moved there when complete, so neither an
 * interruption nor a second installation at the same time leaves half of them. No install script runs.
 * @param {string} folder names the versions, so that a new version is a new folder
 * @param {Record<string, string>} dependencies
 * @param {(folder: string) => Promise<void>} [finish] what is left to do before they are complete
 */
export async function installOnce(folder, dependencies, finish) {
  if (existsSync(path.join(folder, stamp))) return;
  removeAbandoned(folder);
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    writeFileSync(path.join(partial, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await npm(partial, ['install', '--ignore-scripts']);
    await finish?.(partial);
    writeFileSync(path.join(partial, stamp), '');
    if (existsSync(path.join(folder, stamp))) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** @param {object} [env] added to this process's */
export function npm(cwd, args, env = {}) {
  const command = ['npm', ...args, '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    // A shell, for npm is a script on Windows. No argument comes from outside this folder.
    const child = spawn(command.join(' '), {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: true,
    });
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const why = errors.trim().split('\n').slice(-12).join('\n');
      reject(new Error(`\`npm ${args.join(' ')}\` failed with code ${code} in ${cwd}:\n${why}`));
    });
  });
}

function removeAbandoned(folder) {
  const parent = path.dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const pid = /\.partial-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
