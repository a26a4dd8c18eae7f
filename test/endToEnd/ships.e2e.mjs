// What is published: the package, installed as a user installs it, scores with the ONNX Runtime that is inside it.
import { after, before, test } from 'node:test';
import { packVsix } from '../host/packVsix.mjs';
import { openSession } from './session.mjs';

let session;
before(async () => {
  session = await openSession({
    files: { 'notes.md': 'Nothing here asks for the extension.\n' },
    vsix: process.env.PLACKETT_TEST_VSIX ?? packVsix(),
  });
});
after(() => session?.close());

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
  await vscode.screenshot('installed-package');
});
