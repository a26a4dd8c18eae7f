// A run that takes a while: results stream in, cancel is felt at once, what was scored is kept, and the run goes on from there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openSession, sample, sampleModels } from './session.mjs';

let session;
let vscode;
const copies = 12;
before(async () => {
  const once = readFileSync(path.join(sample, 'rankings.jsonl'), 'utf8').trim().split('\n');
  const lines = Array.from({ length: copies }, (_, i) =>
    // Equal prompts would be scored once.
    once.map((line) => line.replace(/"id": "/, `"id": "${i}-`).replace(/"prompt": "/, `$&${i} `)),
  ).flat();
  session = await openSession({
    files: { 'rankings.jsonl': lines.join('\n'), ...sampleModels },
  });
  vscode = session.vscode;
});
after(() => session?.close());

const scored = async () =>
  Number(
    /Examples\s+([\d,]+)/i.exec(await vscode.results().locator('.tiles').innerText())[1].replace(',', ''),
  );

test('results stream in while the run goes on', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode.results().getByRole('progressbar').first().waitFor({ timeout: 60_000 });
  await vscode.results().locator('.tiles').waitFor();
  const first = await scored();
  for (let i = 0; i < 100 && (await scored()) === first; i++) await vscode.page.waitForTimeout(50);
  assert.ok((await scored()) > first);
  await vscode.screenshot('evaluate-running');
});

test('cancel stops the run long before its end, and keeps what was scored', async () => {
  await vscode.results().getByRole('button', { name: 'Cancel' }).click();
  // How fast it is belongs to the unit tests: here a browser shares the machine.
  await vscode.results().getByRole('button', { name: 'Continue' }).first().waitFor();
  const kept = await scored();
  assert.ok(kept > 0 && kept < copies * 400, `${kept} scored`);
  await vscode.screenshot('cancelled');
});

test('continuing scores the rest and ends with all', async () => {
  await vscode.results().getByRole('button', { name: 'Continue' }).first().click();
  await vscode
    .results()
    .getByRole('button', { name: 'Evaluate again' })
    .first()
    .waitFor({ timeout: 180_000 });
  const all = copies * 400;
  for (let i = 0; i < 50 && (await scored()) < all; i++) await vscode.page.waitForTimeout(100);
  assert.equal(await scored(), all, await vscode.results().locator('.tiles').innerText());
});
