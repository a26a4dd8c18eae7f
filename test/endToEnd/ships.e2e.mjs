// What is published: the package, installed as a user installs it, scores with the ONNX Runtime that is inside it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { packVsix } from '../host/packVsix.mjs';
import { librariesOf, processesOf } from '../host/processesOf.mjs';
import { openSession } from './session.mjs';

let session;
before(async () => {
  session = await openSession({
    files: { 'notes.md': 'Nothing here asks for the extension.\n' },
    vsix: process.env.PLACKETT_TEST_VSIX ?? packVsix(),
  });
});
after(() => session?.close());

/** Libraries with native code of ours, by the process that has them; undefined where nobody can tell. */
const native = () =>
  processesOf(session.server)
    ?.filter(({ pid }) => librariesOf(pid).some((library) => library.includes('onnxruntime')))
    .map(({ command }) => /extensionHost|scorerProcess/.exec(command)?.[0] ?? command);

test('it is activated by a command, and nothing native is loaded by that', async () => {
  const { vscode } = session;
  await vscode.runCommand('Plackett: Open Sample');
  await vscode.page.locator('.tab.active', { hasText: 'rankings.jsonl' }).waitFor();
  await vscode.page.locator('.view-line', { hasText: '"responses"' }).first().waitFor();
  await vscode.runCommand('Developer: Show Running Extensions');
  const shown = vscode.page.locator('.runtime-extensions-editor .extension', { hasText: 'Plackett' });
  // The slowest are listed first, and only rows in view are there.
  await vscode.page.locator('.runtime-extensions-editor .extension').first().hover();
  for (let i = 0; i < 30 && !(await shown.isVisible()); i++) {
    await vscode.page.mouse.wheel(0, 200);
    await vscode.page.waitForTimeout(200);
  }
  const time = shown.locator('.activation-time');
  await time.getByText(/\d+ms/).waitFor();
  console.log(`the extension host says: ${await time.innerText()}`);
  await vscode.screenshot('running-extensions');
  const loaded = native();
  assert.deepEqual(loaded ?? [], []);
  await vscode.runCommand('View: Close All Editors');
});

test('the sample inside the package is evaluated by its own two models', async () => {
  const { vscode } = session;
  await vscode.runCommand('Plackett: Open Sample');
  await vscode.page.locator('.tab.active', { hasText: 'rankings.jsonl' }).waitFor();
  await vscode.page.locator('.view-line', { hasText: '"responses"' }).first().waitFor();
  await vscode.runCommand('Plackett: Evaluate Rankings');
  const results = vscode.results();
  await results.getByRole('button', { name: 'Evaluate again' }).waitFor({ timeout: 180_000 });
  await results
    .locator('.tiles')
    .getByText(/^of \d+ scored$/)
    .waitFor();
  // So it would have been noticed.
  assert.deepEqual(native() ?? ['scorerProcess'], ['scorerProcess']);
  await vscode.screenshot('installed-package');
});
