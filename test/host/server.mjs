// Starts a VS Code that is served to a browser, with a fresh profile, on a free port of this machine only.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installServer } from './install.mjs';

const quietSettings = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.hotExit': 'off',
  'window.confirmBeforeClose': 'never',
};

/**
 * @param {{ settings?: object, vsix?: string, env?: object, trust?: boolean, profile?: string }} options
 *   `trust`: ask for workspace trust as a desktop does, instead of trusting everything. `profile`: a folder to keep.
 */
export async function startServer({ settings = {}, vsix, env = {}, trust = false, profile } = {}) {
  const { server, node } = await installServer();
  const home = profile ?? mkdtempSync(path.join(tmpdir(), 'plackett-vscode-'));
  const user = path.join(home, 'user');
  const extensions = path.join(home, 'extensions');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  const all = { ...quietSettings, 'security.workspace.trust.enabled': trust, ...settings };
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(all, null, 2));
  const common = [
    '--config',
    path.join(home, 'config.yaml'),
    '--user-data-dir',
    user,
    '--extensions-dir',
    extensions,
  ];
  const environment = { ...process.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, ...env };
  if (vsix)
    await finished(
      node,
      [server, ...common, '--install-extension', path.resolve(vsix), '--force'],
      environment,
    );

  const port = await freePort();
  const log = path.join(home, 'server.log');
  const output = openSync(log, 'a');
  const args = [server, ...common, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'];
  args.push('--disable-telemetry', '--disable-update-check', '--disable-getting-started-override');
  if (!trust) args.push('--disable-workspace-trust');
  // Without it the page ignores the address of the extension under development.
  args.push('--vscode-option', 'enable-smoke-test-driver');
  // A process group of its own: extension hosts outlive their parent otherwise.
  const child = spawn(node, args, { env: environment, stdio: ['ignore', output, output], detached: true });
  const base = `http://127.0.0.1:${port}`;
  await untilHealthy(child, base, log);
  return {
    base,
    authority: `127.0.0.1:${port}`,
    log,
    user,
    async stop() {
      await endGroup(child);
      if (!profile) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The address of a workspace, with the extension from its folder and a test suite to run in the extension host. */
export function workbenchUrl(server, { folder, extension, tests, openFile }) {
  const remote = (file) => `vscode-remote://${server.authority}${path.resolve(file)}`;
  const payload = [];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (openFile) payload.push(['openFile', remote(openFile)]);
  const query = new URLSearchParams({ folder: path.resolve(folder) });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.base}/?${query}`;
}

async function untilHealthy(child, base, log) {
  const until = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null || Date.now() > until) {
      await endGroup(child);
      throw new Error(`VS Code's server did not start:\n${readFileSync(log, 'utf8')}`);
    }
    const healthy = await fetch(`${base}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function endGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, 'SIGKILL');
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), 3000);
    child.once('exit', () => {
      clearTimeout(force);
      signalGroup(child, 'SIGKILL');
      resolve();
    });
    signalGroup(child, 'SIGTERM');
  });
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended.
  }
}

function finished(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`installing the VSIX failed with code ${code}`)),
    );
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
