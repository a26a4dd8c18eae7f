import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from '../host/browser.mjs';
import { root } from '../host/install.mjs';
import { startServer, workbenchUrl } from '../host/server.mjs';

// Longer than any test may take, so that mocha's own limits speak first.
const silenceMs = 5 * 60_000;
// What the served VS Code says of its connection, its marketplace and its accounts.
const noise =
  /open-vsx\.org|AccountPolicyGate|^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin|\[Service Worker\]|\[AgentHost:|\[remote-connection\]|Timed out waiting for authentication provider)/;

/** Runs a bundled suite in a VS Code that is served to a browser. Resolves with the exit code. */
export async function runServed({ workspace, tests }) {
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const silence = watchSilence();
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (level, args) => {
      silence.broken();
      const text = format(...args);
      if (!noise.test(text)) (level === 'error' ? console.error : console.log)(text);
    });
    await page.goto(workbenchUrl(server, { folder: workspace, extension: root, tests }));
    const code = await Promise.race([ended, silence.tooLong]);
    if (code === 0) return 0;
    const shot = path.join(root, 'test', 'screenshots', 'integration-failure.png');
    mkdirSync(path.dirname(shot), { recursive: true });
    await page.screenshot({ path: shot }).catch(() => {});
    console.error(`the integration suite ended with: ${code} (see ${path.relative(root, shot)})`);
    if (code !== 1) console.error(readFileSync(server.log, 'utf8').split('\n').slice(-20).join('\n'));
    return 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A dead extension host never says that it ended. */
function watchSilence() {
  let timer;
  let giveUp;
  const tooLong = new Promise((resolve) => {
    giveUp = () => resolve(`no word from the extension host in ${silenceMs / 60_000} minutes`);
  });
  const broken = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silenceMs).unref();
  };
  broken();
  return { broken, tooLong };
}
