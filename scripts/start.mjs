// `npm start`: VS Code on the bundled sample, evaluated, with its results shown.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { desktopVsCode } from '../test/host/desktop.mjs';
import { root } from '../test/host/install.mjs';
import { startServer, workbenchUrl } from '../test/host/server.mjs';

await finished(spawn(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' }));
const environment = { PLACKETT_OPEN_SAMPLE: '1' };
// Kept, so that the results of an earlier start are there again.
const profile = path.join(root, '.vscode-test', 'profile');
const workspace = path.join(root, 'media', 'sample');
// Opening it activates the extension.
const openFile = path.join(workspace, 'rankings.jsonl');

const desktop = await desktopVsCode();
if (desktop) {
  const args = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${profile}`,
    '--disable-workspace-trust',
    workspace,
    openFile,
  ];
  await finished(spawn(desktop, args, { env: { ...process.env, ...environment }, stdio: 'inherit' }));
} else {
  mkdirSync(profile, { recursive: true });
  const server = await startServer({ env: environment, profile });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
  console.log('\nVS Code runs here; open this address in a browser (Ctrl+C ends it):');
  console.log(`\n  ${workbenchUrl(server, { folder: workspace, extension: root, openFile })}\n`);
}

function finished(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with code ${code}`)),
    );
  });
}
