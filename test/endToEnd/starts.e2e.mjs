// `npm start` on a machine without a desktop VS Code: it prints an address, and there the sample stands evaluated.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../host/browser.mjs';
import { root } from '../host/install.mjs';
import { openWorkbench } from './session.mjs';

let start;
let address;
let browser;
before(async () => {
  start = spawn(process.execPath, ['scripts/start.mjs', '--browser', '--fresh'], { cwd: root });
  let output = '';
  for (const stream of [start.stdout, start.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  for (let i = 0; i < 1200 && start.exitCode === null && !address; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0];
  }
  assert.ok(address, output);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  if (start.exitCode === null) start.kill();
});

test('the sample is opened, evaluated, and its results are shown', async () => {
  const vscode = await openWorkbench(browser, address);
  const results = vscode.results();
  await results.getByRole('heading', { name: 'rankings.jsonl' }).waitFor({ timeout: 60_000 });
  await results.getByRole('button', { name: 'Evaluate again' }).waitFor({ timeout: 180_000 });
  await results
    .locator('.tiles')
    .getByText(/^of \d+ scored$/)
    .waitFor();
  await vscode.screenshot('npm-start');
});

test('Ctrl+C ends it with everything it started, without an error', async () => {
  start.kill('SIGINT');
  const [code] = await once(start, 'exit');
  assert.equal(code, 0);
  await assert.rejects(fetch(new URL('/healthz', address)));
});
