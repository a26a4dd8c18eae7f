// The other commands, each as a user finds it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSession } from './session.mjs';

const record = {
  prompt: 'p',
  responses: ['a', 'b'],
  ranking: [0, 1],
  policy_logps: [-1, -2],
  reference_logps: [-2, -2],
};
let session;
let vscode;
before(async () => {
  session = await openSession({
    files: { 'pairs.jsonl': `${JSON.stringify(record)}\n${JSON.stringify(record)}\n` },
  });
  vscode = session.vscode;
});
after(() => session?.close());

test('before a run the results page says how to get one', async () => {
  await vscode.openFile('pairs.jsonl');
  await vscode.runCommand('Plackett: Show Results');
  await vscode.results().getByRole('button', { name: 'Evaluate' }).first().waitFor();
  await vscode
    .results()
    .getByRole('button', { name: /sample/i })
    .waitFor();
  await vscode.screenshot('empty');
});

test('the explorer offers the evaluation of a .jsonl file', async () => {
  await vscode.page.getByRole('treeitem', { name: 'pairs.jsonl' }).first().click({ button: 'right' });
  await vscode.page.getByRole('menuitem', { name: 'Evaluate Rankings' }).hover();
  await vscode.page.keyboard.press('Enter');
  await vscode.results().locator('.tiles').getByText('of 2 scored').waitFor();
  await vscode.page.locator('.tab', { hasText: 'pairs.jsonl' }).first().click();
});

test('Set Beta refuses what is no number above 0, and everything follows a good one', async () => {
  await vscode.runCommand('Plackett: Set Beta');
  await vscode.answer('-3');
  await vscode.page.getByText('A number above 0, such as 0.1').first().waitFor();
  await vscode.answer('0.5');
  const beta = vscode.results().getByRole('textbox', { name: 'Beta as a number' });
  for (let i = 0; i < 100 && (await beta.inputValue()) !== '0.5'; i++) await vscode.page.waitForTimeout(100);
  assert.equal(await beta.inputValue(), '0.5');
});

test('Show Execution Providers tries each one and says why it does not run', async () => {
  await vscode.runCommand('Plackett: Show Execution Providers');
  await vscode.page
    .locator('.quick-input-list .monaco-list-row', { hasText: /cpu.*works/ })
    .first()
    .waitFor({ timeout: 60_000 });
  await vscode.screenshot('providers');
  await vscode.page.keyboard.press('Escape');
});

test('Select Policy Model offers the sample and any folder', async () => {
  await vscode.runCommand('Plackett: Select Policy Model');
  await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Choose a folder' }).waitFor();
  await vscode.screenshot('select-model');
  await vscode.pick('Sample');
  await vscode.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
});

test('Evaluate This Example scores the line of the cursor again', async () => {
  await vscode.page.locator('.tab', { hasText: 'pairs.jsonl' }).first().click();
  await vscode.goTo(2, 1);
  await vscode.runCommand('Plackett: Evaluate This Example');
  await vscode.results().getByRole('region', { name: 'Example on line 2' }).waitFor();
});
