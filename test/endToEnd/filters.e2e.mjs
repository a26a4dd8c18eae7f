// Finding examples in the results: a filter that is written with the list's help, and a search in the file's text.
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
const note = () => vscode.results().locator('#filter-note');

test('a filter written with the list narrows the examples', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  const results = vscode.results();
  await results.getByRole('button', { name: 'Evaluate again' }).first().waitFor({ timeout: 180_000 });
  await results.getByRole('grid').focus();
  await vscode.page.keyboard.press('/');
  await vscode.page.keyboard.type('lo');
  await results.getByRole('option', { name: /^loss/ }).waitFor();
  await vscode.page.keyboard.press('ArrowDown');
  await vscode.page.keyboard.press('Enter');
  await vscode.page.keyboard.type('> 1 and k >= 3');
  await note()
    .getByText(/^\d+ of \d+$/)
    .waitFor();
  await vscode.screenshot('filter-list');
  await box().fill('los > 1');
  await results.getByText('There is no field `los`. Did you mean `loss`?').waitFor();
  await results.getByText('In force: loss > 1 and k >= 3').waitFor();
  await vscode.screenshot('filter-problem');
});

test('text is found in prompts and completions', async () => {
  await box().fill('text ~ "SORT"');
  await vscode.results().getByRole('row').nth(1).waitFor();
  await note()
    .getByText(/^[1-9]\d* of \d+$/)
    .waitFor();
  await vscode.results().getByRole('row').nth(1).click();
  await vscode
    .results()
    .getByRole('region', { name: /Example on line/ })
    .getByText(/sort/i)
    .first()
    .waitFor();
  await vscode.screenshot('filter-text');
});
