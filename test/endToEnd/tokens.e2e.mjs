// "Is my template right?": an example as the tokens that are scored, at the cursor, without loading a model.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSession, sampleModels } from './session.mjs';

const lines = [
  { prompt: 'Sort 7, 3.\n', responses: ['3, 7', '7, 3'], ranking: [0, 1] },
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
