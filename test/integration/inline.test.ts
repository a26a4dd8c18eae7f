import assert from 'node:assert/strict';
import * as vscode from 'vscode';
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
    assert.deepEqual(hover.isTrusted, { enabledCommands: ['plackett.showExample'] });
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

  test('lenses follow their setting', async () => {
    const { document } = await evaluated(`${agrees}\n`);
    const configuration = vscode.workspace.getConfiguration();
    await configuration.update('plackett.codeLens.enabled', false, vscode.ConfigurationTarget.Global);
    await until('no lens', async () => (await lensesOf(document.uri)).length === 0);
    await configuration.update('plackett.codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
    await until('a lens', async () => (await lensesOf(document.uri)).length === 1);
  });
});
