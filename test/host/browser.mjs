// Finds a Chromium to drive, or gets one from the package registry.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { cache } from './install.mjs';
import { installOnce } from './packages.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usual = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const packaged = { '@sparticuz/chromium': '153.0.0' };

export async function launchBrowser() {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Signals are handled where the server is ended, which comes first.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // It needs rights that containers and root do not give.
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

/** @returns {Promise<{ executablePath: string, env?: object }>} */
async function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return { executablePath: named };
    throw new Error(`CHROME_PATH names ${named}, which does not exist. Correct it, or unset it.`);
  }
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = [...onPath, chromium.executablePath(), ...usual].find((file) => existsSync(file));
  return found ? { executablePath: found } : packagedBrowser();
}

/** A Chromium inside a package, with the libraries and fonts that a bare machine lacks. */
async function packagedBrowser() {
  const byHand = 'Install Chromium or Chrome, or set CHROME_PATH to one, and try again.';
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No Chromium was found. ${byHand}`);
  }
  const folder = path.join(cache, `chromium-${packaged['@sparticuz/chromium']}`);
  await installOnce(folder, packaged, unpack).catch((error) => {
    throw new Error(`No Chromium was found, and none could be fetched. ${byHand}\n${error.message}`);
  });
  const unpacked = path.join(folder, 'unpacked');
  const env = {
    LD_LIBRARY_PATH: path.join(unpacked, 'al2023', 'lib'),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(unpacked, 'fonts') }),
  };
  return { executablePath: path.join(unpacked, 'chromium'), env };
}

async function unpack(folder) {
  console.log('no Chromium is installed: unpacking one from the package registry (once)');
  const target = path.join(folder, 'unpacked');
  mkdirSync(target);
  const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  await promisify(execFile)(process.execPath, ['--eval', script], {
    cwd: folder,
    // It unpacks into the temporary folder, and its libraries only where it believes to be on the machine they are for.
    env: { ...process.env, TMPDIR: target, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  // Its own looks for the fonts where that machine has them.
  writeFileSync(
    path.join(target, 'fonts', 'fonts.conf'),
    '<fontconfig><dir prefix="relative">.</dir><cachedir prefix="relative">cache</cachedir></fontconfig>',
  );
}
