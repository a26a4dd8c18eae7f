// A reload of the window: the results page is there again as it was, though nothing kept it alive meanwhile.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
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

const box = () => vscode.results().getByRole('combobox', { name: 'Filter' });
const example = () => vscode.results().getByRole('region', { name: /Example on line/ });
/** Where the opened example begins in the frame, px. */
const place = () => example().evaluate((element) => element.getBoundingClientRect().top);
const tabs = () => vscode.page.locator('.tabs-container .tab');
let shown;

/** The page of the dataset is there, whatever VS Code forgot. */
const isBack = () => vscode.results().getByRole('button', { name: 'Evaluate again' }).first().waitFor();
/** False where VS Code lost what the page had kept with it, which one under load does; the page is then as if just opened. */
async function keptItsPlace() {
  const kept = await example()
    .waitFor({ timeout: 20_000 })
    .then(
      () => true,
      () => false,
    );
  if (!kept) assert.equal(await box().inputValue(), '');
  return kept;
}
const forgotten = 'VS Code forgot what the page had kept; its results were found all the same';

/** False where VS Code itself brought no editor back, which a served one does now and then: there is nothing to look at. */
async function reload() {
  // The pages tell theirs a moment after a change.
  await vscode.page.waitForTimeout(1000);
  // The palette is opened with Escape first, which in the page would close the example.
  await tabs()
    .filter({ hasText: /^rankings\.jsonl/ })
    .first()
    .click();
  await vscode.reloadWindow();
  return tabs()
    .first()
    .waitFor({ timeout: 20_000 })
    .then(
      () => true,
      () => false,
    );
}

test('the same example, filter and place', async (context) => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode
    .results()
    .getByRole('button', { name: 'Evaluate again' })
    .first()
    .waitFor({ timeout: 180_000 });
  await box().fill('loss > 1');
  await vscode
    .results()
    .locator('#filter-note')
    .getByText(/^\d+ of \d+$/)
    .waitFor();
  await vscode.results().getByRole('row').nth(2).click();
  await example().locator('.completions > li').first().waitFor();
  await example().evaluate((element) => element.scrollIntoView());
  shown = { line: await example().getAttribute('aria-label'), place: await place() };
  // It was scrolled to: the example is not there by itself.
  assert.ok(
    (await vscode
      .results()
      .locator('html')
      .evaluate((page) => page.scrollTop)) > 200,
  );
  if (!(await reload())) return context.skip('VS Code forgot all of its editors');
  await isBack();
  if (!(await keptItsPlace())) return context.skip(forgotten);
  assert.equal(await example().getAttribute('aria-label'), shown.line);
  assert.equal(await box().inputValue(), 'loss > 1');
  // Of an earlier session the header has a line less, which says how the file was read.
  const isThere = async () => Math.abs((await place()) - shown.place) < 40;
  for (let i = 0; i < 100 && !(await isThere()); i++) await vscode.page.waitForTimeout(100);
  assert.ok(await isThere(), `${await place()} px, not ${shown.place}`);
  await vscode.screenshot('reloaded');
});

test('a page that nobody looked at since is there too, behind another', async (context) => {
  const tab = () => tabs().filter({ hasText: 'Rewards: rankings.jsonl' });
  if ((await tab().count()) === 0) return context.skip('VS Code forgot all of its editors');
  // In front of it, so that it is not shown after the first reload and has nothing to save before the second.
  await tab().first().click();
  await vscode.runCommand('Plackett: Open Walkthrough');
  await tabs().filter({ hasText: 'Welcome' }).first().waitFor();
  for (let i = 0; i < 2; i++) if (!(await reload())) return context.skip('VS Code forgot all of its editors');
  if ((await tab().count()) === 0) return context.skip('VS Code forgot this editor');
  await tab().first().click();
  await isBack();
  if (!(await keptItsPlace())) return context.skip(forgotten);
  assert.equal(await example().getAttribute('aria-label'), shown.line);
});
