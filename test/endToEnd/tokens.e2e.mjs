// "Is my template right?": an example as the tokens that are scored, at the cursor, without loading a model.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../host/axe.mjs';
import { openSession, sampleModels } from './session.mjs';

const lines = [
  { id: 'sort-1', prompt: 'Sort 7, 3.\n', responses: ['3, 7', '7, 3'], ranking: [0, 1] },
  { prompt: [{ role: 'user', content: 'Add 1 + 2.' }], responses: ['<b>3</b>', '4'], ranking: [1, 0] },
  { prompt: 'p', responses: ['only one'], ranking: [0] },
];
let session;
let vscode;
before(async () => {
  const files = { 'rankings.jsonl': lines.map((line) => JSON.stringify(line)).join('\n'), ...sampleModels };
  session = await openSession({ files });
  vscode = session.vscode;
});
after(() => session?.close());

// The one page that is open.
const page = () => vscode.results();
const list = (name) => page().getByRole('listbox', { name });

test('the tokens of the example at the cursor stand beside the editor', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Show Tokens');
  await page().getByRole('heading', { name: 'Line 1' }).waitFor();
  await page().getByRole('heading', { name: 'Line 1 sort-1 rankings.jsonl' }).waitFor();
  assert.equal((await list(/^Prompt/).innerText()).trim(), 'Sort·7,·3.↵');
  assert.match(await list(/^1st, completion 1/).innerText(), /^3,·7<\|endoftext\|>/);
  await list(/^1st, completion 1/)
    .getByRole('option')
    .first()
    .hover();
  await page()
    .getByText(/^Token 1 of \d+: id \d+, "3"$/)
    .waitFor();
  await vscode.screenshot('tokens');
  await assertAccessible(page(), 'tokens');
});

test('the page follows the cursor, and says why a line has no tokens', async () => {
  await vscode.page.locator('.tab', { hasText: 'rankings.jsonl' }).first().click();
  await vscode.goTo(2, 1);
  await page().getByRole('heading', { name: 'Line 2' }).waitFor();
  await list(/^1st, completion 2/).waitFor();
  // Hostile text is text.
  assert.match(await list(/^2nd, completion 1/).innerText(), /<b>3<\/b>/);
  await vscode.goTo(3, 1);
  await page().getByRole('heading', { name: 'Line 3' }).waitFor();
  await page()
    .getByRole('status')
    .filter({ hasText: /not an example that can be scored/ })
    .waitFor();
});

test('the page follows an edit, and what is typed stays with the editor', async () => {
  await vscode.goTo(1, 1);
  await list(/^1st, completion 1/).waitFor();
  await vscode.page.keyboard.press('Delete');
  await page()
    .getByRole('status')
    .filter({ hasText: /not an example that can be scored/ })
    .waitFor();
  await vscode.page.keyboard.press('Control+Z');
  await list(/^1st, completion 1/).waitFor();
  await page().getByRole('heading', { name: 'Line 1' }).waitFor();
});

test('without a model the page leads to one, and goes on as soon as one is chosen', async () => {
  const settings = path.join(session.folder, '.vscode', 'settings.json');
  writeFileSync(settings, '{}');
  await page().getByRole('status').filter({ hasText: 'no model is chosen yet' }).waitFor();
  await page().getByRole('button', { name: 'Select policy model' }).click();
  await vscode.page.locator('.quick-input-widget').waitFor();
  await vscode.page.keyboard.press('Escape');
  writeFileSync(settings, sampleModels['.vscode/settings.json']);
  await list(/^1st, completion 1/).waitFor();
});
