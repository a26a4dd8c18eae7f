import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, codesOf, problemsOf, record, showFile } from './rankings.ts';
import { until } from './until.ts';

suite('Documents that are no JSON lines', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEditors();
  });

  const records = () => [record(), record({ ranking: [0, 1, 1] })].map((line) => JSON.parse(line));

  test('one warning, and a fix that writes lines, which may be undone', async () => {
    const text = JSON.stringify(records(), null, 2);
    const { document } = await showFile(text);
    await until('the warning', () => codesOf(document.uri).includes('not-json-lines'));
    const [problem, ...others] = problemsOf(document.uri);
    assert.deepEqual(others, []);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const fix = actions.find(({ title }) => title === 'Write one record a line');
    assert.ok(fix?.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    const lines = document.getText().trim().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      JSON.parse(text),
    );
    await until('the lines are checked', () => codesOf(document.uri).includes('ranking-duplicate'));
    assert.ok(!codesOf(document.uri).includes('not-json-lines'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await until('the warning again', () => codesOf(document.uri).join() === 'not-json-lines');
  });

  test('objects over many lines are not checked line by line', async () => {
    const text = records()
      .map((one) => JSON.stringify(one, null, 1))
      .join('\n');
    const { document } = await showFile(text);
    await until('the warning', () => codesOf(document.uri).join() === 'not-json-lines');
  });
});
