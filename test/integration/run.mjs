// Runs the integration suites inside a real extension host: a desktop VS Code where there is one, else one served to a browser.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { runTests } from '@vscode/test-electron';
import esbuild from 'esbuild';
import { launchBrowser } from '../host/browser.mjs';
import { desktopVsCode } from '../host/desktop.mjs';
import { root } from '../host/install.mjs';
import { startServer, workbenchUrl } from '../host/server.mjs';

const limitMs = 6 * 60_000;
const tests = path.join(root, 'out', 'integration', 'index.js');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/integration/index.ts'],
  outfile: tests,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
});

const workspace = mkdtempSync(path.join(tmpdir(), 'plackett-workspace-'));
try {
  const desktop = await desktopVsCode();
  process.exitCode = desktop ? await onDesktop(desktop) : await inBrowser();
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

async function onDesktop(vscodeExecutablePath) {
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}

async function inBrowser() {
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (level, args) => {
      const text = format(...args);
      // The served VS Code asks its marketplace, which is no part of this.
      if (/open-vsx\.org|AccountPolicyGate/.test(text)) return;
      (level === 'error' ? console.error : console.log)(text);
    });
    await page.goto(workbenchUrl(server, { folder: workspace, extension: root, tests }));
    const code = await Promise.race([
      ended,
      new Promise((resolve) => setTimeout(resolve, limitMs, 'no end in time').unref()),
    ]);
    if (code === 0) return 0;
    const shot = path.join(root, 'test', 'screenshots', 'integration-failure.png');
    mkdirSync(path.dirname(shot), { recursive: true });
    await page.screenshot({ path: shot }).catch(() => {});
    console.error(`the integration suite ended with: ${code} (see ${path.relative(root, shot)})`);
    return 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}
