// Starts a VS Code that is served to a browser, on a free port of this machine only.
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installServer } from './install.mjs';
import { extensionsWith } from './installedVsix.mjs';
import { startGroup } from './processGroup.mjs';
import { writeSettings } from './profile.mjs';

/**
 * @param {{ settings?: object, vsix?: string, env?: object, trust?: boolean, profile?: string }} options
 *   `env`: seen by the extension host too. `trust`: ask for workspace trust as a desktop does, instead of trusting
 *   everything. `profile`: a folder to keep; without it a fresh one is made and removed.
 */
export async function startServer({ settings = {}, vsix, env = {}, trust = false, profile } = {}) {
  const { server, node } = await installServer();
  const home = profile ?? mkdtempSync(path.join(tmpdir(), 'plackett-vscode-'));
  const user = path.join(home, 'user');
  const temporary = profile ? tmpdir() : path.join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });
  writeSettings(user, { 'security.workspace.trust.enabled': trust, ...settings });
  const own = ['--config', path.join(home, 'config.yaml'), '--user-data-dir', user];
  const folders = { XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, TMPDIR: temporary };
  const environment = { ...process.env, ...folders, ...env };
  const extensions = vsix
    ? await extensionsWith(path.resolve(vsix), { command: node, args: [server, ...own], env: environment })
    : path.join(home, 'extensions');
  mkdirSync(extensions, { recursive: true });

  const port = await freePort();
  const args = [
    server,
    ...own,
    '--extensions-dir',
    extensions,
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--auth',
    'none',
  ];
  args.push('--disable-telemetry', '--disable-update-check', '--disable-getting-started-override');
  if (!trust) args.push('--disable-workspace-trust');
  // Without it the page ignores the address of the extension under development.
  args.push('--vscode-option', 'enable-smoke-test-driver');
  const log = path.join(home, 'server.log');
  const output = openSync(log, 'w');
  const group = startGroup(node, args, {
    env: environment,
    output,
    afterwards() {
      if (!profile) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  });
  closeSync(output);
  const base = `http://127.0.0.1:${port}`;
  await untilHealthy(group, base, log);
  return { base, authority: `127.0.0.1:${port}`, log, user, stop: group.end };
}

/** The address of a workspace, with the extension from its folder, a file to open, and a test suite to run in the extension host. */
export function workbenchUrl(server, { folder, extension, tests, openFile }) {
  const remote = (file) => `vscode-remote://${server.authority}${encodeURI(path.resolve(file))}`;
  const payload = [];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (openFile) payload.push(['openFile', remote(openFile)]);
  const query = new URLSearchParams({ folder: path.resolve(folder) });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.base}/?${query}`;
}

async function untilHealthy(group, base, log) {
  const until = Date.now() + 60_000;
  for (;;) {
    if (group.hasEnded() || Date.now() > until) {
      const why = readFileSync(log, 'utf8');
      await group.end();
      throw new Error(`VS Code's server did not start:\n${why}`);
    }
    const healthy = await fetch(`${base}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
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
