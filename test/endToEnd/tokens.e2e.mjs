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
const answer = (prompt, response, helpfulness) => JSON.stringify({ prompt, response, helpfulness });
const grouped = [
  answer('Sort 2, 1.\n', '2, 1', 0),
  answer('Sort 2, 1.\n', '1, 2', 4),
  answer('Sort 2, 1.\n', 'No.', 1),
  answer('Add 1.\n', '2', 3),
  answer('Add 1.\n', '3', 1),
];
const reply = (text, rank, replies = []) => ({ text, rank, role: 'assistant', replies });
const ask = (text, replies) => ({ text, role: 'prompter', replies });
const tree = JSON.stringify({
  message_tree_id: 't',
  prompt: ask('Sort 2, 1.', [
    reply('1, 2', 0, [ask('And 4, 3?', [reply('3, 4', 0), reply('4, 3', 1)])]),
    reply('2, 1', 1, [ask('Are you sure?', [reply('Yes.', 1), reply('No: 1, 2.', 0)])]),
  ]),
});
let session;
let vscode;
before(async () => {
  const files = {
    'rankings.jsonl': lines.map((line) => JSON.stringify(line)).join('\n'),
    'grouped.jsonl': grouped.join('\n'),
    'tree.jsonl': tree,
    ...sampleModels,
  };
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
  // A pointer has moved only where it was in view before.
  await page().getByRole('heading', { name: 'Line 1' }).hover();
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

test('answers that stand on lines of their own are one ranking, from whichever line', async () => {
  await vscode.page.locator('.tab', { hasText: 'rankings.jsonl' }).first().click();
  await vscode.openFile('grouped.jsonl');
  await vscode.goTo(2, 1);
  await page().getByRole('heading', { name: 'Lines 1 to 3 grouped.jsonl' }).waitFor();
  await list(/^1st, completion 2/).waitFor();
  await list(/^2nd, completion 3/).waitFor();
  await vscode.goTo(5, 1);
  await page().getByRole('heading', { name: 'Lines 4 to 5 grouped.jsonl' }).waitFor();
  await list(/^1st, completion 1/).waitFor();
  await vscode.screenshot('tokens-grouped');
});

test('of a tree the question at the cursor is shown, and from it the way leads to the others and to the editor', async () => {
  const column = (text) => tree.indexOf(`"${text}"`) + 1;
  const where = (words) => page().getByRole('status').filter({ hasText: words }).waitFor();
  await vscode.openFile('tree.jsonl');
  await vscode.goTo(1, column('4, 3'));
  await where('Ranking 2 of 3');
  await page().getByRole('button', { name: 'Next ranking' }).click();
  await where('Ranking 3 of 3');
  await list(/^1st, completion 2/).waitFor();
  assert.match(await list(/^Prompt/).innerText(), /Are·you·sure/);
  await vscode.screenshot('tokens-tree');
  await assertAccessible(page(), 'tokens of a tree');
  await page().getByRole('button', { name: 'Open in editor' }).click();
  await vscode.page.locator('.statusbar-item', { hasText: `Ln 1, Col ${column('Are you sure?')}` }).waitFor();
  await where('Ranking 3 of 3');
  await vscode.goTo(1, column('Sort 2, 1.'));
  await where('Ranking 1 of 3');
  await page().getByRole('button', { name: 'Next ranking' }).focus();
  await vscode.page.keyboard.press(']');
  await where('Ranking 2 of 3');
});
