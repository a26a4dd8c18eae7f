// Labels that the models contradict: found, judged by keyboard, applied to a new file and to the editor.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
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

const original = readFileSync(path.join(sample, 'rankings.jsonl'), 'utf8');
const flips = JSON.parse(readFileSync(path.join(sample, '..', 'sample-maker', 'flips.json'), 'utf8'));
const review = () => vscode.results().getByRole('region', { name: 'Review of labels' });
const line = async () => {
  const pane = review().getByRole('region', { name: /^Label on line/ });
  await pane.locator('.completion .text').first().waitFor();
  return Number(/line (\d+)/.exec(await pane.getAttribute('aria-label'))[1]);
};
const decided = (words) => review().locator('.review-progress', { hasText: words });
const judged = {};
/** The file's lines as the decisions want them. */
const wanted = () =>
  original
    .split('\n')
    .map((text, i) => {
      if (i + 1 !== judged.flipped) return text;
      const turned = JSON.parse(text).ranking.reverse();
      return text.replace(
        /"ranking": \[.*\], "source"/,
        `"ranking": ${JSON.stringify(turned).replaceAll(',', ', ')}, "source"`,
      );
    })
    .filter((_, i) => i + 1 !== judged.dropped)
    .join('\n');

test('the queue begins with labels that are really flipped', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  const results = vscode.results();
  await results.getByRole('button', { name: 'Evaluate again' }).first().waitFor({ timeout: 180_000 });
  await results.getByRole('button', { name: 'Review labels' }).click();
  await line();
  const lines = (await review().locator('.queue-row').allInnerTexts()).map((text) =>
    Number(/line (\d+)/.exec(text)[1]),
  );
  const known = new Set(flips.map((flip) => flip.line));
  assert.ok(lines.slice(0, 20).filter((one) => known.has(one)).length >= 19, lines.join());
  await vscode.screenshot('review');
});

test('three examples are judged by keyboard', async () => {
  await review().focus();
  const total = Number(/of (\d+)/.exec(await review().locator('.review-progress').innerText())[1]);
  judged.flipped = await line();
  await vscode.page.keyboard.press('f');
  await decided(`1 of ${total} decided`).waitFor();
  judged.dropped = await line();
  await vscode.page.keyboard.press('d');
  await decided(`2 of ${total} decided`).waitFor();
  judged.kept = await line();
  await vscode.page.keyboard.press('k');
  await decided(`3 of ${total} decided`).waitFor();
  await vscode.page.keyboard.press('u');
  await decided(`2 of ${total} decided`).waitFor();
  await vscode.page.keyboard.press('k');
  await decided(`3 of ${total} decided`).waitFor();
  assert.equal(new Set(Object.values(judged)).size, 3);
  assert.equal(readFileSync(path.join(session.folder, 'rankings.jsonl'), 'utf8'), original);
  await vscode.screenshot('review-judged');
  await assertAccessible(vscode.results(), 'a review');
});

test('they become a new file, and the old one stays as it is', async () => {
  await review()
    .getByRole('button', { name: /^Apply decisions/ })
    .click();
  await vscode.pick('Write a new file');
  const target = path.join(session.folder, 'rankings.reviewed.jsonl');
  const box = vscode.page.locator('.quick-input-widget input');
  for (let i = 0; i < 100 && !(await box.inputValue()).endsWith('rankings.reviewed.jsonl'); i++)
    await vscode.page.waitForTimeout(100);
  await vscode.screenshot('review-save');
  await vscode.page.keyboard.press('Enter');
  for (let i = 0; i < 100 && !existsSync(target); i++) await vscode.page.waitForTimeout(100);
  assert.equal(readFileSync(target, 'utf8'), wanted());
  assert.equal(readFileSync(path.join(session.folder, 'rankings.jsonl'), 'utf8'), original);
  const told = await vscode.openNotification('rankings.jsonl: 1 flipped, 1 dropped.');
  await vscode.screenshot('review-applied');
  await told.getByRole('button', { name: 'Open New File' }).click();
  await vscode.page.locator('.tab', { hasText: 'rankings.reviewed.jsonl' }).first().waitFor();
});

test('or one edit of the open document, which one undo takes back', async () => {
  await vscode.page
    .locator('.tab', { hasText: /^rankings.jsonl/ })
    .first()
    .click();
  await vscode.runCommand('Plackett: Apply Decisions');
  await vscode.pick('Edit the open document');
  await vscode.openNotification('rankings.jsonl: 1 flipped, 1 dropped.');
  await vscode.page
    .locator('.tab', { hasText: /^rankings.jsonl/ })
    .first()
    .click();
  await vscode.runCommand('File: Save');
  const file = path.join(session.folder, 'rankings.jsonl');
  for (let i = 0; i < 100 && readFileSync(file, 'utf8') === original; i++)
    await vscode.page.waitForTimeout(100);
  assert.equal(readFileSync(file, 'utf8'), wanted());
  await vscode.page
    .locator('.tab', { hasText: /^rankings.jsonl/ })
    .first()
    .click();
  await vscode.page.locator('.editor-instance .view-lines').first().click();
  await vscode.page.keyboard.press('Control+Z');
  await vscode.runCommand('File: Save');
  for (let i = 0; i < 100 && readFileSync(file, 'utf8') !== original; i++)
    await vscode.page.waitForTimeout(100);
  assert.equal(readFileSync(file, 'utf8'), original);
});
