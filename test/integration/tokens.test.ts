import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeEditors, record, showFile } from './rankings.ts';
import { until } from './until.ts';

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const tokensTabs = () => tabs().filter(({ label }) => label.startsWith('Tokens'));
const titled = (label: string) =>
  until(`a tab "${label}"`, () => tokensTabs().some((tab) => tab.label === label));

suite('tokens', () => {
  const settings = () => vscode.workspace.getConfiguration('plackett');
  suiteSetup(async () => {
    const { extensionPath } = vscode.extensions.getExtension('plackett.plackett')!;
    const policy = path.join(extensionPath, 'media', 'sample', 'policy');
    await settings().update('policyModel', policy, vscode.ConfigurationTarget.Global);
  });
  suiteTeardown(() => settings().update('policyModel', undefined, vscode.ConfigurationTarget.Global));
  teardown(closeEditors);

  test('open beside the editor, which keeps the focus, and follow its cursor in one page', async () => {
    const editor = await showFile(`${record()}\n${record({ id: 'second' })}\n`);
    await vscode.commands.executeCommand('plackett.showTokens');
    await titled('Tokens: line 1');
    assert.equal(vscode.window.activeTextEditor, editor);
    const [tab] = tokensTabs();
    assert.notEqual(tab.group.viewColumn, editor.viewColumn);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await titled('Tokens: line 2');
    await vscode.commands.executeCommand('plackett.showTokens');
    assert.equal(tokensTabs().length, 1);
    assert.equal(vscode.window.activeTextEditor, editor);
  });

  test('of a record of several lines are the same from each of its lines', async () => {
    const answer = (prompt: string, helpfulness: number) =>
      JSON.stringify({ prompt, response: `${helpfulness}`, helpfulness });
    const lines = [record(), answer('p', 1), answer('p', 3), answer('p', 2), answer('q', 0), answer('q', 1)];
    const editor = await showFile(lines.join('\n'));
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('plackett.showTokens');
    await titled('Tokens: lines 2 to 4');
    editor.selection = new vscode.Selection(5, 3, 5, 3);
    await titled('Tokens: lines 5 to 6');
    editor.selection = new vscode.Selection(3, 7, 3, 7);
    await titled('Tokens: lines 2 to 4');
    // It grows by a line.
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), `${answer('p', 5)}\n`));
    await titled('Tokens: lines 2 to 5');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await titled('Tokens: line 1');
  });

  test('of a line that is named need no editor', async () => {
    const { document } = await showFile(`${record()}\n${record()}\n`);
    await closeEditors();
    await vscode.commands.executeCommand('plackett.showTokens', document.uri, 2);
    await titled('Tokens: line 2');
  });
});
