// The charts of the results: a range of one chooses examples, the table and the other charts follow.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../host/axe.mjs';
import { openSession, sample, sampleModels } from './session.mjs';

let session;
let vscode;
before(async () => {
  session = await openSession({
    files: { 'rankings.jsonl': { from: path.join(sample, 'rankings.jsonl') }, ...sampleModels },
  });
  vscode = session.vscode;
});
after(() => session?.close());

const results = () => vscode.results();
const chips = () => results().getByRole('group', { name: 'Chosen on charts' });
const rowCount = async () => Number(await results().getByRole('grid').getAttribute('aria-rowcount')) - 1;

test('a range of margins chooses the examples of the table', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await results().getByRole('button', { name: 'Evaluate again' }).first().waitFor({ timeout: 180_000 });
  const all = await rowCount();
  const margin = results().getByRole('application', { name: /The margin is above 0/ });
  await margin.scrollIntoViewIfNeeded();
  const box = await margin.boundingBox();
  await vscode.page.mouse.move(box.x + 0.5 * box.width, box.y + 0.4 * box.height);
  await vscode.page.mouse.down();
  await vscode.page.mouse.move(box.x + 0.7 * box.width, box.y + 0.4 * box.height, { steps: 4 });
  await vscode.page.mouse.up();
  await chips()
    .getByText(/^Margin /)
    .waitFor();
  const words = await chips().getByRole('status').textContent();
  assert.equal(words, `${await rowCount()} of ${all} examples chosen on charts`);
  assert.ok((await rowCount()) < all, words);
  await vscode.screenshot('charts-brushed');
});

test('the other charts follow, and their numbers are there to read', async () => {
  const chosen = await rowCount();
  await results().getByText('More charts').click();
  const positions = results().locator('[data-chart="Agreement by position"]');
  await positions.scrollIntoViewIfNeeded();
  await positions.getByText('Numbers').click();
  await positions.getByRole('row', { name: /^1st/ }).waitFor();
  // All examples of a range of margins have a first position.
  const cells = await positions.getByRole('row', { name: /^1st/ }).getByRole('cell').allInnerTexts();
  assert.equal(Number(cells[0].replaceAll(',', '')), chosen);
  await vscode.screenshot('charts-more');
  await assertAccessible(results(), 'charts, one of them brushed');
});

test('keys choose, too, and Escape takes the choice back', async () => {
  await chips().getByRole('button', { name: 'Clear all' }).click();
  const all = await rowCount();
  const place = results().locator('[data-chart="Agreement by position"]');
  await place.scrollIntoViewIfNeeded();
  const positions = place.getByRole('application');
  await positions.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Enter'])
    await vscode.page.keyboard.press(key);
  await chips().getByText('Wrong at 1st position').waitFor();
  assert.ok((await rowCount()) < all);
  await positions.focus();
  await vscode.page.keyboard.press('Escape');
  await chips().waitFor({ state: 'detached' });
  assert.equal(await rowCount(), all);
});
