// One example in depth: its stages, the order of its completions, what both models think of every token, and its neighbours.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible } from '../host/axe.mjs';
import { openSession, sample, sampleModels } from './session.mjs';

let session;
let vscode;
before(async () => {
  session = await openSession({
    files: { 'rankings.jsonl': { from: path.join(sample, 'rankings.jsonl') }, ...sampleModels },
  });
  vscode = session.vscode;
  await vscode.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
after(() => session?.close());

const detail = () => vscode.results().getByRole('region', { name: /^Example on line/ });
const button = (name) => detail().getByRole('button', { name });
const number = (words) => Number(words.replace('−', '-').replace('+', '').replace(',', ''));
const fact = async (name) =>
  number(
    await detail().locator('.facts').first().locator('div', { hasText: name }).locator('dd').innerText(),
  );

test('an example opens with its stages, whose costs are its loss', async () => {
  await vscode.openFile('rankings.jsonl');
  await vscode.runCommand('Plackett: Evaluate Rankings');
  const results = vscode.results();
  await results.getByRole('button', { name: 'Evaluate again' }).first().waitFor({ timeout: 180_000 });
  const box = results.getByRole('combobox', { name: 'Filter' });
  await box.fill('k >= 3');
  await results
    .locator('#filter-note')
    .getByText(/^[1-9]\d* of \d+$/)
    .waitFor();
  await results.getByRole('columnheader', { name: /loss/i }).click();
  await results.getByRole('row').nth(1).click();
  await detail().locator('.stages').waitFor();
  const costs = await detail().locator('.stages tbody td:last-child').allInnerTexts();
  assert.ok(costs.length >= 2);
  const sum = costs.map(number).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - (await fact('Loss'))) < 0.001 * (costs.length + 1), `${costs}`);
  await detail().getByText('costs most').waitFor();
  await vscode.screenshot('example-stages');
});

test('the completions come in the order of their rewards', async () => {
  await detail().locator('.completion').nth(1).waitFor();
  await button('As the policy ranks').click();
  await detail().getByText('Completions, highest reward first').waitFor();
  const rewards = (await detail().locator('.reward-value').allInnerTexts()).map(number);
  assert.deepEqual(
    rewards,
    [...rewards].sort((a, b) => b - a),
  );
});

test('tokens are scored by the real models; their sums are the log-probs of the run', async () => {
  await button('Token log-ratios').click();
  const tokens = detail().getByRole('listbox').first();
  await tokens.waitFor({ timeout: 120_000 });
  assert.equal(await detail().locator('.notice').count(), 0);
  await tokens.focus();
  const readout = detail().locator('.readout').first();
  await readout.getByText(/^Token 1 of \d+:/).waitFor();
  await vscode.page.keyboard.press('ArrowRight');
  await readout.getByText(/^Token 2 of \d+:/).waitFor();
  await vscode.screenshot('example-tokens');
  await assertAccessible(vscode.results(), 'the heat map of an example');
  // Walks to the end, adding up what is read on the way.
  const read = async () => {
    const words = await readout.innerText();
    const [, at, of] = /Token (\d+) of (\d+):/.exec(words).map(Number);
    const value = (name) => number(new RegExp(`${name} ([−+]?[\\d.]+)`).exec(words)[1]);
    return { at, of, policy: value('policy'), ratio: value('log-ratio'), sum: value('sum to here') };
  };
  await vscode.page.keyboard.press('Home');
  await readout.getByText(/^Token 1 of/).waitFor();
  let { of, ratio, policy, sum } = await read();
  for (let at = 2; at <= of; at++) {
    await vscode.page.keyboard.press('ArrowRight');
    await readout.getByText(new RegExp(`^Token ${at} of`)).waitFor();
    const here = await read();
    ratio += here.ratio;
    policy += here.policy;
    sum = here.sum;
    assert.ok(Math.abs(ratio - sum) < 0.001 * (at + 1), `${ratio} ${sum}`);
  }
  const facts = await detail().locator('.completion').first().locator('.facts dd').allInnerTexts();
  assert.ok(Math.abs(policy - number(facts[0])) < 0.02, `${policy} ${facts}`);
  assert.equal(Number(facts[2]), of);
});

test('two completions are compared, and the next example is the next of the filter', async () => {
  await button('Compare').nth(0).click();
  await button('Compare').nth(1).click();
  await detail()
    .getByRole('region', { name: /^Response \d+ and Response \d+ compared$/ })
    .waitFor();
  await vscode.screenshot('example-compared');
  const place = async () =>
    (await detail().locator('.steps [role=status]').innerText()).split(' of ').map(Number);
  const [first, of] = await place();
  assert.equal(first, 1);
  const lossBefore = await fact('Loss');
  await button('Next example').click();
  await detail().locator('.steps').getByText(`2 of ${of}`).waitFor();
  assert.ok((await fact('Loss')) <= lossBefore);
  await vscode.page.keyboard.press('Alt+ArrowUp');
  await detail().locator('.steps').getByText(`1 of ${of}`).waitFor();
  // What was scored is still known.
  await detail().getByRole('listbox').first().waitFor();
  await vscode.page.keyboard.press('t');
  await detail().locator('.completion .text').first().waitFor();
});

test('all of it is copied as JSON', async () => {
  const loss = await fact('Loss');
  await button('Copy as JSON').click();
  await detail().getByText('Copied as JSON.').waitFor();
  const copied = JSON.parse(await vscode.page.evaluate(() => navigator.clipboard.readText()));
  assert.ok(Math.abs(copied.loss - loss) < 0.001);
  assert.equal(copied.file, 'rankings.jsonl');
  assert.ok(copied.responses.length >= 3 && copied.stages.length >= 1);
  assert.equal(copied.policy.name, 'policy');
});

test('evaluated again, the example that is open is asked anew', async () => {
  await vscode.results().getByRole('combobox', { name: 'Filter' }).fill('');
  await button('Next example').click();
  await button('Next example').click();
  await detail().locator('.completion .text').first().waitFor();
  await vscode.results().getByRole('button', { name: 'Evaluate again' }).first().click();
  await vscode
    .results()
    .getByRole('button', { name: 'Evaluate again' })
    .first()
    .waitFor({ timeout: 180_000 });
  await detail().locator('.completion .text').first().waitFor();
  await button('Token log-ratios').click();
  await detail().getByRole('listbox').first().waitFor({ timeout: 120_000 });
});
