import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Reviews } from '../../extension/workbench/reviews.ts';
import { closeEditors, record, replaceOnLine, showFile } from './rankings.ts';
import { until } from './until.ts';

/** Rewards at beta 0.1 are 1, -0.5 and 0.2: the ranking 0, 2, 1 is the policy's own. */
const agrees = record({ policy_logps: [-20, -35, -28], reference_logps: [-30, -30, -30] });
/** The best completion has the smallest reward. */
const misplaced = record({
  prompt: 'Name another colour.',
  policy_logps: [-40, -30, -29],
  reference_logps: [-30, -30, -30],
});
/** Loss of the first: -log of the Plackett-Luce probability of 1 > 0.2 > -0.5, worked out here by hand. */
const loss =
  Math.log(Math.exp(1) + Math.exp(0.2) + Math.exp(-0.5)) - 1 + Math.log(Math.exp(0.2) + Math.exp(-0.5)) - 0.2;
const margin = 1 - (0.2 - 0.5) / 2;

async function lensesOf(
  uri: vscode.Uri,
): Promise<{ line: number; title: string; command: vscode.Command }[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses
    .filter(({ command }) => command?.command === 'plackett.showExample')
    .map(({ range, command }) => ({ line: range.start.line, title: command!.title, command: command! }))
    .sort((a, b) => a.line - b.line);
}

async function decisionLenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.filter(({ command }) => command?.command === 'plackett.applyDecisions');
}

const extension = async () =>
  (await vscode.extensions.getExtension('plackett.plackett')!.activate()) as { reviews: Reviews };

async function setModels(policy: string | undefined, reference: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('plackett');
  await settings.update('policyModel', policy, vscode.ConfigurationTarget.Global);
  await settings.update('referenceModel', reference, vscode.ConfigurationTarget.Global);
}

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<vscode.MarkdownString[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
}

function positionOf(document: vscode.TextDocument, line: number, text: string): vscode.Position {
  const at = document.lineAt(line).text.indexOf(text);
  assert.ok(at >= 0, `${text} stands on line ${line}`);
  return new vscode.Position(line, at + 1);
}

async function evaluated(content: string): Promise<vscode.TextEditor> {
  const editor = await showFile(content);
  await vscode.commands.executeCommand('plackett.evaluate', editor.document.uri);
  await until('a lens', async () => (await lensesOf(editor.document.uri)).length > 0);
  return vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
}

suite('Inline results', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEditors();
  });

  test('a lens above each evaluated example shows loss, accuracy and margin', async () => {
    const { document } = await evaluated(`${agrees}\n\n${misplaced}\n`);
    const lenses = await lensesOf(document.uri);
    assert.deepEqual(
      lenses.map(({ line }) => line),
      [0, 2],
    );
    assert.equal(lenses[0].title, `✓ loss ${loss.toFixed(2)} · accuracy 100% · margin +${margin.toFixed(2)}`);
    assert.match(lenses[1].title, /^✗ loss \d\.\d\d · accuracy 33% · margin −1\.05$/);
    assert.equal(lenses[0].command.arguments?.[0], document.uri.fsPath);
    await vscode.commands.executeCommand(lenses[0].command.command, ...(lenses[0].command.arguments ?? []));
  });

  test('a hover over a completion shows its reward, log-probabilities and places', async () => {
    const { document } = await evaluated(`${agrees}\n${misplaced}\n`);
    const [hover] = await hoverAt(document.uri, positionOf(document, 0, 'A cat.'));
    assert.match(hover.value, /Implicit reward −0\.500/);
    assert.match(hover.value, /policy \| −35\.00/);
    assert.match(hover.value, /reference \| −30\.00/);
    assert.match(hover.value, /Annotated 3rd of 3, the policy places it 3rd/);
    const [best] = await hoverAt(document.uri, positionOf(document, 1, 'Blue.'));
    assert.match(best.value, /Annotated 1st of 3, the policy places it 3rd/);
    const [ranking] = await hoverAt(document.uri, positionOf(document, 0, '[0,2,1]'));
    assert.match(ranking.value, /Annotated: 0 is best, then 2, then 1/);
  });

  test('hostile text stays out of a hover, and only one command may be called from it', async () => {
    const hostile = '<img src=x> [click](command:workbench.action.quit) `$(flame)`';
    const { document } = await evaluated(
      `${record({ responses: [hostile, 'b', 'c'], policy_logps: [1, 2, 3], reference_logps: [3, 2, 1] })}\n`,
    );
    const [hover] = await hoverAt(document.uri, positionOf(document, 0, '<img'));
    assert.doesNotMatch(hover.value, /img|click|quit|flame/);
    assert.deepEqual(hover.isTrusted, { enabledCommands: ['plackett.showExample', 'plackett.peekRewards'] });
    assert.ok(!hover.supportHtml);
  });

  test('an edited line loses its lens and hover, the others keep theirs, and an undo brings them back', async () => {
    const editor = await evaluated(`${agrees}\n${misplaced}\n`);
    const { document } = editor;
    await replaceOnLine(editor, 0, 'A cat.', 'A cat!');
    await until(
      'one lens',
      async () => (await lensesOf(document.uri)).map(({ line }) => line).join() === '1',
    );
    assert.deepEqual(await hoverAt(document.uri, positionOf(document, 0, 'A cat!')), []);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n\n'));
    await until(
      'it moved',
      async () => (await lensesOf(document.uri)).map(({ line }) => line).join() === '3',
    );
    assert.equal((await hoverAt(document.uri, positionOf(document, 3, 'A cat.'))).length, 1);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await until(
      'both lenses',
      async () => (await lensesOf(document.uri)).map(({ line }) => line).join() === '0,1',
    );
  });

  test('a reopened file shows its results again', async () => {
    const { document } = await evaluated(`${agrees}\n`);
    await closeEditors();
    await until('the document is closed', () => document.isClosed);
    await vscode.commands.executeCommand('vscode.open', document.uri);
    await until('a lens', async () => (await lensesOf(document.uri)).length === 1);
  });

  test('lenses and hovers follow their settings', async () => {
    const { document } = await evaluated(`${agrees}\n`);
    const configuration = vscode.workspace.getConfiguration();
    const set = (name: string, value: boolean | undefined) =>
      configuration.update(`plackett.${name}`, value, vscode.ConfigurationTarget.Global);
    await set('codeLens.enabled', false);
    await until('no lens', async () => (await lensesOf(document.uri)).length === 0);
    await set('codeLens.enabled', undefined);
    await until('a lens', async () => (await lensesOf(document.uri)).length === 1);
    const hovers = () => hoverAt(document.uri, positionOf(document, 0, 'A cat.'));
    await set('hover.enabled', false);
    await until('no hover', async () => (await hovers()).length === 0);
    await set('hover.enabled', undefined);
    await until('a hover', async () => (await hovers()).length === 1);
  });

  test('a record of several lines has its lens above the first, and hovers on each', async function () {
    this.timeout(60_000);
    const answer = (response: string, helpfulness: number) =>
      JSON.stringify({ prompt: 'Please work out 2 + 3.', response, helpfulness, correctness: 1 });
    const models = path.join(
      vscode.extensions.getExtension('plackett.plackett')!.extensionPath,
      'media',
      'sample',
    );
    await setModels(path.join(models, 'policy'), path.join(models, 'reference'));
    try {
      const { document } = await evaluated(
        `${[answer('It is 5.', 4), answer('It is 7.', 1), answer('5.', 3)].join('\n')}\n`,
      );
      assert.deepEqual(
        (await lensesOf(document.uri)).map(({ line }) => line),
        [0],
      );
      const [second] = await hoverAt(document.uri, positionOf(document, 1, 'It is 7.'));
      assert.match(second.value, /Annotated 3rd of 3, the policy places it/);
      const [third] = await hoverAt(document.uri, positionOf(document, 2, '5.'));
      assert.match(third.value, /Annotated 2nd of 3/);
      // Any of its lines stands for it.
      await vscode.commands.executeCommand('plackett.evaluateExample', document.uri, 2);
      assert.equal((await lensesOf(document.uri)).length, 1);
    } finally {
      await setModels(undefined, undefined);
    }
  });

  test('labels that were judged are counted above the file and named above their example', async () => {
    const { document } = await evaluated(`${agrees}\n${misplaced}\n`);
    const { reviews } = await extension();
    const dataset = document.uri.fsPath;
    assert.equal((await decisionLenses(document.uri)).length, 0);
    await reviews.decide(dataset, 1, { verdict: 'flip', ranking: [[1], [2], [0]], tags: [], note: '' });
    await until('the count', async () => (await decisionLenses(document.uri)).length === 1);
    const [count] = await decisionLenses(document.uri);
    assert.equal(count.command?.title, '$(checklist) 1 decision: 1 to flip');
    assert.deepEqual(count.command?.arguments?.map(String), [document.uri.toString()]);
    assert.match((await lensesOf(document.uri))[1].title, / · label to flip$/);
    await reviews.decide(dataset, 1, { verdict: undefined, ranking: undefined, tags: [], note: '' });
    await until('it was taken back', async () => (await decisionLenses(document.uri)).length === 0);
  });

  test('a peek shows the rewards as a table, and the example is found in the results from its line', async () => {
    const editor = await evaluated(`${agrees}\n${misplaced}\n`);
    const { document } = editor;
    editor.selection = new vscode.Selection(1, 4, 1, 4);
    await vscode.commands.executeCommand('plackett.peekRewards');
    let table: vscode.TextDocument | undefined;
    await until('the table', () => {
      table = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'plackett-rewards');
      return table !== undefined && table.lineCount > 5;
    });
    const text = table!.getText();
    assert.match(
      text,
      /^Line 2: loss \d\.\d{3} nats \(chance 1\.792\), accuracy 33\.3%, margin -1\.050 nats, beta 0\.1/,
    );
    assert.match(text, /1st +3rd +0 +-1\.000 .* Blue\./);
    await vscode.commands.executeCommand('closeReferenceSearch');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('plackett.showExample');
    await until('the results', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.startsWith('Rewards:'))),
    );
  });
});
