// Malformed rankings as a user meets them: squiggles, the problems panel, a quick fix; and a file that is something else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSession } from './session.mjs';

const good = {
  id: 'a',
  prompt: 'Which is warmer?',
  responses: ['The sun.', 'The moon.', 'A stone.'],
  ranking: [0, [1, 2]],
};
let session;
let vscode;
before(async () => {
  session = await openSession({
    files: {
      'broken.jsonl': [
        good,
        { ...good, id: 'b', ranking: [0, 1, 1] },
        { ...good, id: 'c', ranking: [1, 2, 3] },
        { ...good, id: 'd', responses: ['The sun.', '', 'A stone.'] },
      ]
        .map((record) => JSON.stringify(record))
        .join('\n'),
      'log.jsonl': '{"level":"info","message":"started"}\n{"level":"warn","message":"slow"}\n',
    },
  });
  vscode = session.vscode;
});
after(() => session?.close());

test('problems stand at the exact element, with a code', async () => {
  await vscode.openFile('broken.jsonl');
  await vscode.page.locator('.squiggly-error').first().waitFor();
  await vscode.showProblems();
  await vscode.problems().filter({ hasText: 'ranking-duplicate' }).waitFor();
  await vscode.problems().filter({ hasText: 'ranking-one-based' }).waitFor();
  await vscode.problems().filter({ hasText: 'response-empty' }).waitFor();
  await vscode.screenshot('problems');
});

test('a quick fix mends the record', async () => {
  await vscode.problems().filter({ hasText: 'ranking-one-based' }).dblclick();
  await vscode.chooseQuickFix('Count from 0');
  await vscode.problems().filter({ hasText: 'ranking-one-based' }).waitFor({ state: 'detached' });
  assert.match(await vscode.line(3).innerText(), /"ranking":\[0,1,2\]/);
});

test('a file of something else is left alone', async () => {
  await vscode.openFile('log.jsonl');
  await vscode.page.waitForTimeout(1500);
  assert.equal(
    await vscode.problems().filter({ hasText: 'plackett' }).filter({ hasText: 'log.jsonl' }).count(),
    0,
  );
  assert.equal(await vscode.page.locator('.squiggly-error, .squiggly-warning').count(), 0);
});
