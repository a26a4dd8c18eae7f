// What leaves the editor: results as CSV and as a report, pairs with a preview, a chart as an image. Where to is asked each time.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openSession } from './session.mjs';

const records = Array.from({ length: 40 }, (_, i) => ({
  id: i === 0 ? '=1+1' : `r${i}`,
  prompt: `Question ${i}`,
  responses: ['yes', 'no', 'perhaps'],
  ranking: i % 4 ? [1, 0, 2] : [[0, 1], 2],
  policy_logps: [-1 - (i % 5), -2, -3],
  reference_logps: [-2, -2.5, -2],
}));
const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
let session;
let vscode;
before(async () => {
  session = await openSession({ files: { 'rankings.jsonl': text } });
  vscode = session.vscode;
});
after(() => session?.close());

const at = (name) => path.join(session.folder, name);
const box = (name) => vscode.results().getByRole('dialog', { name });

/** The simple dialog of a VS Code without a desktop: its text is the place, its button takes it. */
async function saveAs(name) {
  const input = vscode.page.locator('.quick-input-widget:visible input[type=text]');
  await input.waitFor();
  // It is filled a moment after it is there.
  let offered = '';
  for (let i = 0; i < 100 && !offered.endsWith(name); i++) {
    offered = await input.inputValue();
    await vscode.page.waitForTimeout(100);
  }
  await vscode.screenshot(`export-save-${name}`);
  await vscode.page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  for (let i = 0; i < 100 && !existsSync(at(name)); i++) await vscode.page.waitForTimeout(100);
  assert.ok(existsSync(at(name)), `${name} was not written; offered ${offered}`);
  return offered;
}

test('results go to a CSV file beside the dataset, which is not touched', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode.results().locator('.tiles').getByText('of 40 scored').waitFor({ timeout: 120_000 });
  await vscode.results().getByRole('button', { name: 'Export…' }).click();
  await box('Export results').getByRole('checkbox', { name: 'prompt' }).check();
  await vscode.screenshot('export-dialog');
  await box('Export results').getByRole('button', { name: 'Export…' }).click();
  const offered = await saveAs('rankings.results.csv');
  assert.equal(path.dirname(offered), session.folder);
  const lines = readFileSync(at('rankings.results.csv'), 'utf8').split('\r\n');
  assert.equal(lines.length, 42);
  assert.match(lines[0], /^line,ranking,id,.*margin,prompt$/);
  assert.match(lines[1], /^1,0,'=1\+1,ok,/);
  assert.equal(readFileSync(at('rankings.jsonl'), 'utf8'), text);
});

test('Export Results asks for the format, and writes a report', async () => {
  await vscode.runCommand('Plackett: Export Results');
  await vscode.pick('Report');
  await saveAs('rankings.report.html');
  const html = readFileSync(at('rankings.report.html'), 'utf8');
  assert.match(html, /<title>Rewards: rankings\.jsonl<\/title>/);
  assert.doesNotMatch(html, /<script/i);
});

test('Build Pairs shows what there would be, and writes it', async () => {
  await vscode.runCommand('Plackett: Build Pairs');
  await box('Build pairs').getByText('40 pairs', { exact: true }).waitFor();
  await box('Build pairs').getByRole('radio', { name: 'All', exact: true }).check();
  // Three of a strict ranking, two where two are tied.
  await box('Build pairs').getByText('110 pairs', { exact: true }).waitFor();
  await box('Build pairs').getByLabel('From').fill('0.001');
  await box('Build pairs').getByText('80 pairs', { exact: true }).waitFor();
  await box('Build pairs').getByRole('checkbox', { name: 'Margin' }).check();
  await vscode.screenshot('export-pairs');
  await box('Build pairs').getByRole('button', { name: 'Export…' }).click();
  await saveAs('rankings.pairs.jsonl');
  const pairs = readFileSync(at('rankings.pairs.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(pairs.length, 80);
  for (const pair of pairs) {
    assert.deepEqual(Object.keys(pair), ['prompt', 'chosen', 'rejected', 'margin']);
    assert.ok(pair.margin >= 0.001);
  }
});

test('a chart goes to an image', async () => {
  await vscode
    .results()
    .getByRole('button', { name: /^Save as PNG: The margin/ })
    .click();
  await saveAs('rankings.margin.png');
  assert.equal(readFileSync(at('rankings.margin.png')).subarray(1, 4).toString(), 'PNG');
  const left = readdirSync(session.folder).filter((name) => name.endsWith('.part'));
  assert.deepEqual(left, []);
});
