// What a file was taken for, as a user sees and changes it: the status bar, both readings in words, a file of trees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSession } from './session.mjs';

const responses = ['The sun.', 'The moon.', 'A stone.'];
const lines = (records) => records.map((record) => JSON.stringify(record)).join('\n');
const reply = (text, rank) => ({ text, role: 'assistant', rank, replies: [] });
let session;
let vscode;
before(async () => {
  session = await openSession({
    files: {
      'ranked.jsonl': lines(
        [3, 2, 1].map((last, i) => ({
          id: `r${i}`,
          prompt: 'Which is warmer?',
          responses,
          ranking: [...[1, 2, 3].filter((rank) => rank !== last), last],
        })),
      ),
      'talks.jsonl': lines([
        {
          conversations: [{ from: 'human', value: 'Which is warmer?' }],
          chosen: { from: 'gpt', value: 'The sun.' },
          rejected: { from: 'gpt', value: 'A stone.' },
        },
      ]),
      'trees.jsonl': lines([
        {
          prompt: { text: 'Which?', role: 'prompter', replies: [reply('The sun.', 0), reply('A stone.', 1)] },
        },
      ]),
      'log.jsonl': lines([{ level: 'info' }, { level: 'warn' }]),
    },
  });
  vscode = session.vscode;
});
after(() => session?.close());

const format = () => vscode.formatItem();
const row = (text) => vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

test('the status bar says what a file was taken for', async () => {
  await vscode.openFile('talks.jsonl');
  await format().filter({ hasText: 'LLaMA-Factory: ShareGPT' }).waitFor();
  await vscode.openFile('trees.jsonl');
  await format().filter({ hasText: 'OpenAssistant trees' }).waitFor();
  await vscode.screenshot('format-status');
  await vscode.openFile('log.jsonl');
  await format().waitFor({ state: 'hidden' });
});

test('a file that may be read in two ways asks, and shows one example in each', async () => {
  await vscode.openFile('ranked.jsonl');
  await vscode.showProblems();
  await vscode.problems().filter({ hasText: 'ranking-one-based' }).first().waitFor();
  await format().filter({ hasText: 'Plackett: responses and ranking' }).click();
  await row('As the records say').click();
  await row('One rank a response, lowest is best').waitFor();
  assert.match(
    await row('numbers from 1, best first').innerText(),
    /\[2, 3, 1\]: response 1 is best, then 2, then 0/,
  );
  await vscode.screenshot('format-choice');
  await row('One rank a response, lowest is best').click();
  await row('In this workspace').click();
  await vscode.problems().filter({ hasText: 'ranking-one-based' }).first().waitFor({ state: 'detached' });
});

test('a choice may be kept beside the file', async () => {
  await format().click();
  await row('As the records say').click();
  await row('One rank a response, highest is best').click();
  await row('In .plackett.json').click();
  await vscode.page.locator('.tab', { hasText: '.plackett.json' }).first().waitFor();
  await vscode.page.locator('.view-line', { hasText: '"ranks-highest"' }).first().waitFor();
  await vscode.screenshot('format-saved');
  await vscode.openFile('ranked.jsonl');
  await format().hover();
  await vscode.hoverBox().filter({ hasText: 'as .plackett.json says' }).waitFor();
  assert.equal(await vscode.problems().filter({ hasText: 'ranking-one-based' }).count(), 0);
});
