// Runs the integration suites inside a real extension host: a desktop VS Code where there is one, else one served to a browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { downloadedVsCode, hasDisplay, installedVsCode, namedVsCode } from '../host/desktop.mjs';
import { root } from '../host/install.mjs';
import { writeSettings } from '../host/profile.mjs';
import { bundled } from './bundle.mjs';
import { runServed } from './runServed.mjs';

const virtualDisplay = !hasDisplay() && spawnSync('xvfb-run', ['--help']).status === 0;
const desktop =
  hasDisplay() || virtualDisplay
    ? (namedVsCode() ?? (await downloadedVsCode()) ?? installedVsCode())
    : undefined;
const workspace = mkdtempSync(path.join(tmpdir(), 'plackett-workspace-'));
process.on('exit', () => rmSync(workspace, { recursive: true, force: true }));
if (!desktop) process.exitCode = await runServed({ workspace, tests: bundled });
else if (virtualDisplay) process.exitCode = underXvfb();
else process.exitCode = await onDesktop();

async function onDesktop() {
  const profile = mkdtempSync(path.join(tmpdir(), 'plackett-vscode-'));
  writeSettings(profile);
  try {
    return await runTests({
      vscodeExecutablePath: desktop,
      extensionDevelopmentPath: root,
      extensionTestsPath: bundled,
      launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${profile}`],
    });
  } catch (error) {
    console.error(error.message);
    return 1;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function underXvfb() {
  const again = ['--auto-servernum', process.execPath, ...process.argv.slice(1)];
  const env = { ...process.env, VSCODE_EXECUTABLE: desktop };
  return spawnSync('xvfb-run', again, { env, stdio: 'inherit' }).status ?? 1;
}
