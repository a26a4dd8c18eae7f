// A workspace that is not trusted: rankings are checked, models are not loaded; granting trust is enough.
import { after, before, test } from 'node:test';
import { openSession, sampleModels } from './session.mjs';

let session;
let vscode;
before(async () => {
  session = await openSession({
    trust: true,
    files: {
      'rankings.jsonl':
        '{"prompt":"p","responses":["a","b"],"ranking":[0,1]}\n{"prompt":"p","responses":["a","b"],"ranking":[0,0]}\n',
      ...sampleModels,
    },
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });
  vscode = session.vscode;
});
after(() => session?.close());

test('tokens are not shown, and the page leads to trust', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Show Tokens');
  await vscode.results().getByRole('status').filter({ hasText: 'Restricted Mode' }).waitFor();
  await vscode.results().getByRole('button', { name: 'Manage workspace trust' }).click();
  await vscode.page.getByRole('button', { name: /^Trust$/ }).waitFor();
  await vscode.runCommand('View: Close All Editors');
});

test('rankings are checked, and evaluating says why it cannot', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.page.locator('.squiggly-error').first().waitFor();
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode.results().getByText('This workspace is in Restricted Mode').waitFor();
  await vscode.screenshot('restricted');
});

test('the list of models says that none is loaded here, and leads to trust', async () => {
  await vscode.page.getByRole('tab', { name: 'Plackett' }).first().click();
  await vscode.page.getByText('models are loaded in trusted workspaces only').first().waitFor();
  await vscode.page.getByRole('button', { name: 'Manage Workspace Trust' }).first().waitFor();
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
  await vscode.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
  const modal = vscode.page.locator('.monaco-modal-editor-block');
  if (await modal.isVisible())
    await modal
      .getByRole('button', { name: /^Close/ })
      .first()
      .click();
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode.results().locator('.tiles').getByText('of 2 scored').waitFor({ timeout: 60_000 });
  await vscode.screenshot('trusted');
});
