// A file that no text editor shows to extensions, as a user pages through it: jump, find, problems, two completions compared.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../host/axe.mjs';
import { openSession, sampleModels } from './session.mjs';

const record = (i, more = {}) =>
  JSON.stringify({
    id: `example-${i}`,
    prompt: `Question ${i}: what do the rings of Saturn consist of?`,
    responses: [
      `They consist of ice and of rock, from dust to boulders. Answer ${i}.`,
      `They consist of gas and of rock, from dust to boulders. Reply ${i}, which is wrong.`,
      `<img src=x onerror=alert(1)> ${i}`,
    ],
    ranking: i % 3 === 0 ? [0, 1, 2] : [1, 0, 2],
    source: i % 2 ? 'web' : 'forum',
    ...more,
  });
const broken = { 700: '{"prompt": "cut', 90000: record(90_000, { ranking: [0, 0, 2] }), 150000: record(5) };
const last = 180_000;
let session;
let vscode;
before(async () => {
  // 60 MB, beyond what VS Code's text editor tells extensions of.
  const lines = Array.from({ length: last }, (_, i) => broken[i + 1] ?? record(i + 1));
  session = await openSession({ files: { 'large.jsonl': `${lines.join('\n')}\n`, ...sampleModels } });
  vscode = session.vscode;
  vscode.page.setDefaultTimeout(15_000);
});
after(() => session?.close());

const page = () => vscode.results();
const frames = () => vscode.page.locator('iframe.webview.ready');
const list = () => page().getByRole('listbox', { name: 'Records', exact: true });
const options = () => list().getByRole('option');
const shown = (name) => page().getByRole('region', { name });

test('a file beyond 50 MB is offered to be paged through, and shows its first records at once', async () => {
  await vscode.openFile('large.jsonl');
  const offer = await vscode.openNotification('Open Rankings pages through it');
  const started = Date.now();
  await offer.getByRole('button', { name: 'Open Rankings' }).click();
  await shown('Line 1').getByText('Question 1:').waitFor();
  console.log(`first record after ${Date.now() - started} ms, the page's own start included`);
  await page().getByText('180,000 lines').waitFor();
  await page().getByText('Checked: ').waitFor({ state: 'attached' });
  await vscode.screenshot('browse-first');
});

test('jump to a line, by box and by keys', async () => {
  await page().getByLabel('Go to line').fill('123,456');
  await page().getByLabel('Go to line').press('Enter');
  await shown('Line 123456').getByText('Question 123456:').waitFor();
  await list().press('ArrowDown');
  await shown('Line 123457').getByText('Question 123457:').waitFor();
  await list().press('End');
  await shown('Line 180000').getByText('Question 180000:').waitFor();
  await vscode.screenshot('browse-end');
});

test('problems can be looked at one by one, with the way to the other record', async () => {
  await page().getByLabel('Records to show').selectOption('duplicate-record');
  await page().getByText('1 line', { exact: true }).waitFor();
  await shown('Line 150000').getByText('duplicate-record').waitFor();
  await vscode.screenshot('browse-problem');
  await page().getByLabel('Records to show').selectOption('json-syntax');
  await options().filter({ hasText: '{"prompt": "cut' }).waitFor();
  await options().nth(1).waitFor({ state: 'detached' });
  await options().first().click();
  await shown('Line 700').getByText('{"prompt": "cut').waitFor();
  await page().getByLabel('Records to show').selectOption('');
});

test('text is found in the whole file', async () => {
  await page().getByLabel('Find').fill('reply 17999');
  await page().getByText('11 lines').waitFor();
  await options().filter({ hasText: 'Question 17999:' }).waitFor();
  await page().getByLabel('Find').press('Enter');
  await vscode.screenshot('browse-find');
  await page().getByLabel('Find').fill('');
  await page().getByText('11 lines').waitFor({ state: 'hidden' });
});

test('two completions are compared word by word, and hostile text is text', async () => {
  await page().getByLabel('Go to line').fill('3');
  await page().getByLabel('Go to line').press('Enter');
  const third = shown('Line 3');
  await third.getByText('Question 3:').waitFor();
  await third.getByText('<img src=x onerror=alert(1)> 3').waitFor();
  assert.equal(await third.locator('img').count(), 0);
  const compare = third.getByRole('button', { name: 'Compare' });
  await compare.nth(0).click();
  await compare.nth(1).click();
  const compared = page().getByRole('region', { name: /compared/ });
  await compared.locator('mark', { hasText: 'ice' }).waitFor();
  await compared.locator('mark', { hasText: 'gas' }).waitFor();
  await vscode.screenshot('browse-compare');
  await assertAccessible(page(), 'a file that is browsed');
});

test('the file is followed as it grows', async () => {
  appendFileSync(path.join(session.folder, 'large.jsonl'), `${record(last + 1)}\n`);
  await page().getByText('180,001 lines').waitFor();
  await page().getByText('1 line appended since').waitFor();
});

test('evaluates straight from disk, and its results lead back to the record', async () => {
  await page().getByRole('button', { name: 'Evaluate' }).click();
  const results = frames().nth(1).contentFrame().locator('iframe#active-frame').contentFrame();
  await results.getByRole('button', { name: 'Cancel' }).waitFor();
  await results.getByRole('row').nth(4).waitFor();
  await results.getByRole('button', { name: 'Cancel' }).click();
  await results.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
  const row = results.getByRole('row').nth(3);
  const line = Number((await row.getByRole('gridcell').first().innerText()).replaceAll(',', ''));
  await row.click();
  await results
    .getByRole('region', { name: `Example on line ${line}` })
    .getByText(`Question ${line}:`)
    .waitFor();
  // All problems of the file, more than the Problems view has room for.
  await results.getByText('Problems in the file').click();
  await results.getByText('4 problems in 180,001 lines.').waitFor();
  await results.getByRole('button', { name: 'Warning duplicate-record' }).click();
  await results.getByText('stands on line 5. Take one of them out.').waitFor();
  await vscode.screenshot('browse-evaluated');
  await results.getByRole('button', { name: 'Open in editor' }).click();
  await frames()
    .first()
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame()
    .getByRole('region', { name: `Line ${line}`, exact: true })
    .getByText(`Question ${line}:`)
    .waitFor();
});
