// A workspace that is not trusted: rankings are checked, models are not loaded; granting trust is enough.
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openSession, sample } from './session.mjs';

let session;
let vscode;
before(async () => {
  session = await openSession({
    trust: true,
    files: {
      'rankings.jsonl':
        '{"prompt":"p","responses":["a","b"],"ranking":[0,1]}\n{"prompt":"p","responses":["a","b"],"ranking":[0,0]}\n',
      '.vscode/settings.json': JSON.stringify({ 'plackett.policyModel': path.join(sample, 'policy') }),
    },
    settings: {
      'security.workspace.trust.startupPrompt': 'never',
      'plackett.referenceModel': path.join(sample, 'reference'),
    },
  });
  vscode = session.vscode;
});
after(() => session?.close());

test('rankings are checked, and evaluating says why it cannot', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.page.locator('.squiggly-error').first().waitFor();
  await vscode.runCommand('Plackett: Evaluate Rankings');
  await vscode.notification(/Restricted Mode/).waitFor();
  await vscode.screenshot('restricted');
});
