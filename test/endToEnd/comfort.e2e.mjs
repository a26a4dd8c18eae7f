// The Plackett view: models and runs where a user looks for them, and the walkthrough that begins with the sample.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openSession, sample } from './session.mjs';

let session;
let vscode;
const theme = process.env.PLACKETT_STORY_THEME;
before(async () => {
  session = await openSession({
    files: {
      'rankings.jsonl': { from: path.join(sample, 'rankings.jsonl') },
      'models/dpo': { from: path.join(sample, 'policy') },
      'models/sft': { from: path.join(sample, 'reference') },
      'models/half/config.json': { from: path.join(sample, 'policy', 'config.json') },
      'models/half/onnx/model.onnx': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
    },
    settings: theme ? { 'workbench.colorTheme': theme } : {},
  });
  vscode = session.vscode;
});
after(() => session?.close());

const shot = (name) => vscode.screenshot(theme ? `${name}-${theme.replace(/\W+/g, '-')}` : name);
const tree = (name) => vscode.page.getByRole('tree', { name: new RegExp(`^${name}`) });
const item = (view, name) => tree(view).getByRole('treeitem', { name });
const dialog = () => vscode.page.locator('.monaco-dialog-box');
/** A click on a run opens its page, which may take the focus at any moment. */
async function askToDelete() {
  for (let attempt = 0; attempt < 5; attempt++) {
    await tree('Runs').focus();
    await vscode.page.keyboard.press('Delete');
    if (
      await dialog()
        .waitFor({ timeout: 5_000 })
        .then(
          () => true,
          () => false,
        )
    )
      return;
  }
  throw new Error('no question before a run is deleted');
}
/** A run's own row stands below its dataset's. */
const runRows = () => tree('Runs').locator('.monaco-list-row[aria-level="2"]');

test('the activity bar has a Plackett view, with the models of the workspace', async () => {
  await vscode.page.getByRole('tab', { name: 'Plackett' }).first().click();
  await item('Models', /^dpo.*Architecture gpt2/).waitFor();
  const row = item('Models', /^dpo/);
  assert.match(await row.innerText(), /gpt2 · float16 · 256 tokens · 2\.6 MB/);
  assert.match(await item('Models', /^half/).innerText(), /not whole, 2 problems/);
  await vscode.page.getByText('Evaluations of this workspace are listed here').waitFor();
  await shot('sidebar-models');
});

test('a model becomes the policy from its menu, and is marked as such', async () => {
  await item('Models', /^dpo/).click();
  await item('Models', /^dpo/).hover();
  await item('Models', /^dpo/).getByRole('button', { name: 'Use as Policy' }).click();
  await item('Models', /^dpo.*Set as policy/).waitFor();
  await item('Models', /^sft/).click();
  await item('Models', /^sft/).hover();
  await item('Models', /^sft/).getByRole('button', { name: 'Use as Reference' }).click();
  await item('Models', /^sft.*Set as reference/).waitFor();
});

test('the sample evaluated from the empty list becomes a run with its headline', async () => {
  await vscode.page.getByRole('button', { name: 'Evaluate Sample' }).first().click();
  await runRows()
    .filter({ hasText: /\d+\.\d%, loss \d\.\d+ of \d\.\d+/ })
    .waitFor({ timeout: 180_000 });
  assert.match(await runRows().first().innerText(), /shown/);
  await shot('sidebar-run');
});

test('a second run is shown in its place, and the older one can be looked at again', async () => {
  await vscode.runCommand('Plackett: Evaluate Sample');
  await runRows().nth(1).waitFor();
  await runRows().first().filter({ hasText: /shown/ }).waitFor({ timeout: 180_000 });
  await runRows().nth(1).click();
  await runRows().nth(1).filter({ hasText: /shown/ }).waitFor();
  await vscode
    .results()
    .locator('.run-name')
    .filter({ hasText: /^older run/ })
    .waitFor();
  await vscode.results().getByText('Read as').first().waitFor();
  await shot('sidebar-older');
});

test('two runs that are selected can be compared, one cannot', async () => {
  const compare = vscode.page.getByRole('menuitem', { name: 'Compare Selected Runs' });
  const menuOf = async (row) => {
    await row.click({ button: 'right' });
    await vscode.page.getByRole('menuitem', { name: 'Delete Runs' }).waitFor();
  };
  await menuOf(runRows().nth(1));
  assert.equal(await compare.count(), 0);
  await vscode.page.keyboard.press('Escape');
  await runRows()
    .nth(0)
    .click({ modifiers: ['ControlOrMeta'] });
  await menuOf(runRows().nth(0));
  await compare.waitFor();
  assert.equal(await vscode.page.getByRole('menuitem', { name: 'Rename Run' }).count(), 0);
  await shot('sidebar-compare');
  await vscode.page.keyboard.press('Escape');
});

test('F2 names a run, and the results page says so', async () => {
  await runRows().nth(1).click();
  await vscode.results().locator('.run-name').waitFor();
  await tree('Runs').focus();
  await vscode.page.keyboard.press('F2');
  await vscode.answer('before the fix');
  await item('Runs', /^before the fix/).waitFor();
  await vscode
    .results()
    .locator('.run-name')
    .filter({ hasText: /^before the fix \(older run/ })
    .waitFor();
});

test('Delete asks first, says what is lost, and shows the run that is left', async () => {
  await item('Runs', /^before the fix/).click();
  await askToDelete();
  await dialog().getByText('Delete the run "before the fix"?').waitFor();
  assert.match(await dialog().innerText(), /log-probabilities and results \(\d/);
  await shot('sidebar-delete');
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await item('Runs', /^before the fix/).waitFor();
  await item('Runs', /^before the fix/).click();
  await askToDelete();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await item('Runs', /^before the fix/).waitFor({ state: 'detached' });
  await vscode.results().locator('.run-name').waitFor({ state: 'detached' });
  await runRows().filter({ hasText: /shown/ }).waitFor();
  assert.equal(await runRows().count(), 1);
});

test('the last run deleted leaves the empty page', async () => {
  await runRows().first().click();
  await askToDelete();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await vscode.page.getByText('Evaluations of this workspace are listed here').waitFor();
  await vscode
    .results()
    .getByRole('button', { name: /sample/i })
    .waitFor();
});

test('the walkthrough has four steps with pictures', async () => {
  await vscode.runCommand('View: Close All Editors');
  await vscode.runCommand('Plackett: Open Walkthrough');
  const page = vscode.page.locator('.gettingStartedContainer');
  await page.getByText('Get Started with Plackett').first().waitFor();
  assert.equal(await page.locator('.getting-started-step').count(), 4);
  await shot('walkthrough');
  const step = page.locator('.getting-started-step', { hasText: 'Open the sample' });
  assert.equal(await step.getAttribute('aria-checked'), 'false');
  await page.getByRole('button', { name: 'Open Sample' }).click();
  await vscode.page.locator('.tab', { hasText: 'rankings.jsonl' }).first().waitFor();
  await vscode.page.locator('.tab', { hasText: 'Welcome' }).first().click();
  await page.locator('.getting-started-step[aria-checked="true"]', { hasText: 'Open the sample' }).waitFor();
});
