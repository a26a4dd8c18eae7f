// A dataset that wants to be code: nothing of it runs, nothing leaves the machine, and the page stays quick with a word of a megabyte.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSession } from './session.mjs';

const script =
  '<script>top.hacked = 1</script><img src="https://evil.example/a.png" onerror="top.hacked = 1">';
const texts = [
  `${script} [run me](command:workbench.action.closeWindow) $(rm -rf ~)`,
  '\u202egnihton si siht\u202c \u2066isolated\u2069 \u0000 \u001b[31mred\u001b[0m \u2028',
  `${'w'.repeat(2 ** 20)} <iframe src="https://evil.example"></iframe>`,
  "{{constructor.constructor('top.hacked = 1')()}} <%= top.hacked = 1 %> </style></svg>",
];
const records = Array.from({ length: 30 }, (_, i) => ({
  id: i % 2 ? `${script}${i}` : `../../${i}`,
  prompt: texts[i % 3],
  responses: [texts[(i + 1) % 4], texts[(i + 3) % 4], `plain ${i}`],
  ranking: [0, [1, 2]],
  policy_logps: [-1 - i / 9, -2, -3],
  reference_logps: [-2, -2 - (i % 4), -2],
  [`<b onclick=top.hacked=1>${'\u202e'}field`]: script,
}));

let session;
let vscode;
const asked = [];
before(async () => {
  const lines = records.map((record) => JSON.stringify(record));
  session = await openSession({ files: { 'rankings.jsonl': `${lines.join('\n')}\n` } });
  vscode = session.vscode;
  // The network is off: only the VS Code that is served here answers, and whatever else is asked for is written down.
  await vscode.page.context().route(
    (url) => !['localhost', '127.0.0.1'].includes(url.hostname) && url.protocol.startsWith('http'),
    (route) => {
      asked.push(route.request().url());
      return route.abort();
    },
  );
  vscode.page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
});
after(() => session?.close());

test('is evaluated and listed, and its texts are texts', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  const results = vscode.results();
  await results.getByRole('button', { name: 'Evaluate again' }).first().waitFor({ timeout: 120_000 });
  await results.locator('.tiles').getByText('of 30 scored').waitFor();
  await results.getByRole('row').nth(1).waitFor();
  await vscode.screenshot('hostile-table');
});

test('an example with a word of a megabyte opens, scrolls and closes', async () => {
  const results = vscode.results();
  const detail = results.getByRole('region', { name: /^Example on line/ });
  for (const row of [1, 2, 3]) {
    await results.getByRole('row').nth(row).click();
    await detail.locator('.completion .text').nth(2).waitFor();
  }
  assert.equal(await detail.locator('iframe, script, img, a[href^="command"]').count(), 0);
  await vscode.screenshot('hostile-example');
  const box = results.getByRole('combobox', { name: 'Filter' });
  await box.fill('loss > 0 and id ~ "script"');
  await results
    .locator('#filter-note')
    .getByText(/^15 of 30$/)
    .waitFor();
});

test('nothing of it ran, and nothing was asked of the network', async () => {
  const frames = vscode.page.frames();
  for (const frame of frames)
    assert.equal(
      await frame.evaluate(() => Boolean(globalThis.hacked)).catch(() => false),
      false,
      frame.url(),
    );
  assert.deepEqual(
    asked.filter((url) => url.includes('evil') || url.startsWith('dialog')),
    [],
  );
  const page = frames.filter((frame) => frame.url().includes('fake.html') || frame.name() === 'active-frame');
  assert.ok(page.length > 0);
  const policy = await page[0].evaluate(
    () => document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content,
  );
  // Scripts by nonce alone, and no connection to anywhere.
  assert.match(policy, /^default-src 'none'; script-src 'nonce-[\w+/=-]+';/);
  assert.doesNotMatch(policy, /unsafe-|connect-src|frame-src|\s\*(;|\s|$)/);
});
