// Rankings as they come from elsewhere: packed, as an array, as a table. A user opens, looks and evaluates them as they are.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { openSession, sample, sampleModels } from './session.mjs';

// Those in plain text: a table's column has one type.
const records = readFileSync(path.join(sample, 'rankings.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ prompt, responses }) => [prompt, ...responses].every((text) => typeof text === 'string'))
  .slice(0, 60);
const lines = records.map((record) => JSON.stringify(record));
const made = mkdtempSync(path.join(tmpdir(), 'plackett-containers-'));
const file = (name, content) => {
  writeFileSync(path.join(made, name), content);
  return { [name]: { from: path.join(made, name) } };
};
const column = (name, type) => ({
  name,
  data: records.map((record) => record[name]),
  ...(type ? { type } : {}),
});
const columnData = [
  column('id'),
  column('prompt'),
  column('responses', 'JSON'),
  column('ranking', 'JSON'),
  column('source'),
];
let session;
let vscode;
before(async () => {
  session = await openSession({
    files: {
      ...file('packed.jsonl.gz', gzipSync(`${lines.join('\n')}\n`)),
      ...file('table.parquet', Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 25 }))),
      ...file('spread.jsonl', records.map((record) => JSON.stringify(record, undefined, 2)).join('\n')),
      ...sampleModels,
    },
  });
  vscode = session.vscode;
  vscode.page.setDefaultTimeout(30_000);
});
after(async () => {
  await session?.close();
  rmSync(made, { recursive: true, force: true });
});

const page = () => vscode.results();
const shown = (name) => page().getByRole('region', { name, exact: true });
const closeAll = () => vscode.runCommand('View: Close All Editors');

for (const [name, unit, container] of [
  ['packed.jsonl.gz', 'Line', 'JSON lines, gzip'],
  ['table.parquet', 'Record', 'Parquet'],
])
  test(`${name} is paged through from the explorer`, async () => {
    await vscode.chooseInExplorer(name, 'Open Rankings');
    await page().getByText(`60 ${unit.toLowerCase()}s,`).filter({ hasText: container }).waitFor();
    await page().getByLabel(`Go to ${unit.toLowerCase()}`).fill('41');
    await page().getByLabel(`Go to ${unit.toLowerCase()}`).press('Enter');
    await shown(`${unit} 41`).getByText(records[40].prompt.trim()).waitFor();
    assert.equal(await shown(`${unit} 41`).getByRole('button', { name: 'Open as text' }).count(), 0);
    await vscode.screenshot(`container-${name}`);
    await closeAll();
  });

test('a table is evaluated as it is, and its results lead back to the record', async () => {
  await vscode.chooseInExplorer('table.parquet', 'Evaluate Rankings');
  await page().getByRole('button', { name: 'Evaluate again' }).waitFor();
  await page().locator('.tile', { hasText: 'Examples' }).getByText('60', { exact: true }).waitFor();
  await page().getByRole('row').nth(3).click();
  await page()
    .getByRole('region', { name: /^Example on line/ })
    .getByText(records[2].prompt.trim())
    .waitFor();
  await vscode.screenshot('container-evaluated');
  await page().getByRole('button', { name: 'Open in editor' }).click();
  // The results page is behind it now, and its frame may be there for a moment.
  const rankings = vscode.page.locator('iframe.webview.ready').last().contentFrame();
  const record = rankings.locator('iframe#active-frame').contentFrame();
  await record
    .getByRole('region', { name: 'Record 3', exact: true })
    .getByText(records[2].prompt.trim())
    .waitFor();
});

test('objects over several lines are one warning, and become lines', async () => {
  await vscode.openFile('spread.jsonl');
  await vscode.showProblems();
  await vscode.problems().filter({ hasText: 'not-json-lines' }).first().waitFor();
  assert.equal(await vscode.problems().filter({ hasText: 'json-syntax' }).count(), 0);
  await vscode.page.locator('.tab', { hasText: 'spread.jsonl' }).first().click();
  await vscode.goTo(1, 1);
  await vscode.chooseQuickFix('Write one record a line');
  await vscode.problems().filter({ hasText: 'not-json-lines' }).first().waitFor({ state: 'detached' });
  await vscode
    .line(1)
    .filter({ hasText: /^\{.*"prompt".*\}$/ })
    .waitFor();
  await vscode.screenshot('container-lines');
});
