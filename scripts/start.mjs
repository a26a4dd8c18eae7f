// `npm start`: VS Code on the bundled sample, evaluated, with its results shown.
// `npm start -- --browser` serves it to a browser even where there is a desktop VS Code; `--fresh` knows nothing of earlier starts.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { downloadedVsCode, hasDisplay, installedVsCode, namedVsCode } from '../test/host/desktop.mjs';
import { cache, root } from '../test/host/install.mjs';
import { writeSettings } from '../test/host/profile.mjs';
import { startServer, workbenchUrl } from '../test/host/server.mjs';

const { values } = parseArgs({ options: { browser: { type: 'boolean' }, fresh: { type: 'boolean' } } });
await finished(spawn(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' }));
const environment = { PLACKETT_OPEN_SAMPLE: '1' };
// Kept, so that the results of an earlier start are there again.
const profile = values.fresh
  ? mkdtempSync(path.join(tmpdir(), 'plackett-start-'))
  : path.join(cache, 'profile');
if (values.fresh) process.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
const workspace = path.join(root, 'media', 'sample');
// Opening it activates the extension.
const openFile = path.join(workspace, 'rankings.jsonl');

const desktop =
  hasDisplay() && !values.browser
    ? (namedVsCode() ?? installedVsCode() ?? (await downloadedVsCode()))
    : undefined;
await (desktop ? onDesktop() : inBrowser());

async function onDesktop() {
  const user = path.join(profile, 'desktop');
  writeSettings(user);
  const args = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${user}`,
    '--disable-workspace-trust',
    workspace,
    openFile,
  ];
  // Electron refuses to run as root with its sandbox.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  await finished(spawn(desktop, args, { env: { ...process.env, ...environment }, stdio: 'inherit' }));
}

async function inBrowser() {
  // Ctrl+C is the way to end it, not a failure.
  process.exitCode = 0;
  const server = await startServer({ env: environment, profile: path.join(profile, 'served') });
  console.log('\nVS Code runs here; open this address in a browser (Ctrl+C ends it):');
  console.log(`\n  ${workbenchUrl(server, { folder: workspace, extension: root, openFile })}\n`);
}

function finished(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve();
      console.error(`${path.basename(child.spawnfile)} ended with code ${code}`);
      process.exit(1);
    });
  });
}
