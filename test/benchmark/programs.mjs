// What the benchmarks of several programs share: their bundling, asking one in a process of its own, and what they are compared with.
import { fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';

export function bundlePrograms(options) {
  return esbuild.build({
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // @vscode/l10n asks for Node's own modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
    ...options,
  });
}

/** Runs a program in its own process and gives what it sends. */
export function askProgram(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = fork(file, args, options);
    let answer;
    child.on('message', (message) => {
      answer = message;
    });
    child.on('exit', (code) =>
      answer === undefined
        ? reject(new Error(`${path.basename(file)} ended with ${code} and no answer`))
        : resolve(answer),
    );
  });
}

/** Another library, beside the benchmark; the extension itself never has it. False, and `without` said, where it cannot be had. */
export function installPeer(folder, name, say, without) {
  if (existsSync(path.join(folder, 'node_modules', ...name.split('/')))) return true;
  say(`installing ${name} for the comparison (once)`);
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status === 0) return true;
  say(`${name} cannot be installed: ${without}`);
  return false;
}
