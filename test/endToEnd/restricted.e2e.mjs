// A workspace that is not trusted: rankings are checked and earlier results are shown; no model is read or run. Granting trust is enough.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { processesOf } from '../host/processesOf.mjs';
import { openSession, sampleModels } from './session.mjs';

let session;
let vscode;
before(async () => {
  session = await openSession({
    trust: true,
    files: {
      'rankings.jsonl':
        '{"prompt":"p","responses":["a","b"],"ranking":[0,1]}\n{"prompt":"p","responses":["a","b"],"ranking":[0,0]}\n',
      // A model that cannot be read, which only who reads it finds out.
      'model/model.onnx': 'not even a graph',
      ...sampleModels,
    },
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });
  vscode = session.vscode;
});
after(() => session?.close());

const evaluateAgain = () => vscode.results().getByRole('button', { name: 'Evaluate again' });
const banner = () => vscode.results().getByRole('status').filter({ hasText: 'no model is read or run' });

async function untilTrusted() {
  await vscode.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
  await closeModal();
}

async function closeModal() {
  const modal = vscode.page.locator('.monaco-modal-editor-block');
  if (await modal.isVisible())
    await modal
      .getByRole('button', { name: /^Close/ })
      .first()
      .click();
}

/** Are models loaded? They are in a process of their own. Undefined where nobody can tell. */
const isScoring = () =>
  processesOf(session.server)?.some(({ command }) => command.includes('scorerProcess.js'));

test('tokens are not shown, and the page leads to trust', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Show Tokens');
  await vscode.results().getByRole('status').filter({ hasText: 'Restricted Mode' }).waitFor();
  await vscode.results().getByRole('button', { name: 'Manage workspace trust' }).click();
  await vscode.page.getByRole('button', { name: /^Trust$/ }).waitFor();
  await vscode.runCommand('View: Close All Editors');
});

test('rankings are checked; commands that need a model say why they cannot', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.page.locator('.squiggly-error').first().waitFor();
  for (const command of [
    'Evaluate Rankings',
    'Evaluate This Example',
    'Continue Evaluation',
    'Forecast Truncation',
    'Select Policy Model',
    'Show Execution Providers',
  ]) {
    await vscode.runCommand(`Plackett: ${command}`);
    const told = await vscode.openNotification('no model is read or run');
    await told.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    if (command === 'Evaluate Rankings') await vscode.screenshot('restricted');
    await told.hover();
    await told.locator('.codicon-notifications-clear').click();
    await told.waitFor({ state: 'detached' });
  }
  assert.notEqual(isScoring(), true);
});

test('models are listed by their names alone, and the list leads to trust', async () => {
  await vscode.page.getByRole('tab', { name: 'Plackett' }).first().click();
  await vscode.page.getByText('Models are read and loaded in trusted workspaces only').first().waitFor();
  const model = vscode.page.getByRole('treeitem', { name: /^model\b/ }).first();
  await model.waitFor();
  // Nothing of it was read, so nothing is known of what it lacks.
  assert.doesNotMatch((await model.getAttribute('aria-label')) ?? '', /tokenizer|float|problem/);
  await vscode.screenshot('restricted-models');
  await vscode.page
    .getByRole('tab', { name: /^Explorer/ })
    .first()
    .click();
  await vscode.opened();
});

test('granting trust is enough: the same command loads the models', async () => {
  await vscode.runCommand('Workspaces: Manage Workspace Trust');
  await vscode.page.getByRole('button', { name: /^Trust$/ }).click();
  await untilTrusted();
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode.results().locator('.tiles').getByText('of 2 scored').waitFor({ timeout: 60_000 });
  assert.notEqual(isScoring(), false);
  await vscode.screenshot('trusted');
});

test('in a workspace that is trusted no longer, the results stand, and the page says why it cannot run', async () => {
  await vscode.runCommand('View: Close All Editors');
  await vscode.runCommand('Workspaces: Manage Workspace Trust');
  const folder = vscode.page.locator('.workspace-trust-editor .monaco-list-row', {
    hasText: path.basename(session.folder),
  });
  await folder.hover();
  // Taking trust away, other than granting it, reloads the window.
  const reloaded = vscode.page.waitForEvent('load');
  await folder.getByRole('button', { name: /Delete|Remove/ }).click();
  await reloaded;
  await vscode.opened();
  await vscode.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  await closeModal();
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Show Results');
  await banner().waitFor();
  await vscode.results().locator('.tiles').getByText('of 2 scored').waitFor();
  assert.equal(await evaluateAgain().getAttribute('aria-disabled'), 'true');
  assert.notEqual(isScoring(), true);
  await vscode.screenshot('restricted-results');
});

test('trusted again, the open page runs without a reload', async () => {
  await vscode.results().getByRole('button', { name: 'Manage workspace trust' }).click();
  await vscode.page.getByRole('button', { name: /^Trust$/ }).click();
  await untilTrusted();
  await vscode.page.locator('.tab', { hasText: 'Rewards' }).click();
  await banner().waitFor({ state: 'detached' });
  await evaluateAgain().click();
  await vscode.results().locator('.tiles').getByText('of 2 scored').waitFor({ timeout: 60_000 });
  // The numbers of the run before stand there until the new ones come.
  for (let i = 0; i < 300 && isScoring() === false; i++) await vscode.page.waitForTimeout(200);
  assert.notEqual(isScoring(), false);
});
