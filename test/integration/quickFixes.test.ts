import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { closeEditors, codesOf, problemsOf, record, showFile } from './rankings.ts';
import { until } from './until.ts';

/** Quick fixes at a diagnostic, with their edits. */
async function fixesAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
  return actions.filter(({ edit, command }) => edit || command?.command.startsWith('plackett.'));
}

async function problemWith(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  return until(code, () => problemsOf(uri).find((problem) => problem.code === code));
}

const rankingOf = (line: string) => JSON.parse(line).ranking;

suite('Quick fixes', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEditors();
  });

  test('drop a duplicate', async () => {
    const { document } = await showFile(`${record()}\n${record({ ranking: [0, 2, 2, 1] })}\n`);
    const problem = await problemWith(document.uri, 'ranking-duplicate');
    const [fix] = await fixesAt(document.uri, problem.range);
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.deepEqual(rankingOf(document.lineAt(1).text), [0, 2, 1]);
    await until('no problem', () => problemsOf(document.uri).length === 0);
  });

  test('turn an order that counts from 1 into one from 0', async () => {
    const { document } = await showFile(`${record({ ranking: [1, 3, 2] })}\n`);
    const problem = await problemWith(document.uri, 'ranking-one-based');
    const fixes = await fixesAt(document.uri, problem.range);
    const mended = [];
    for (const { edit } of fixes) {
      if (!edit) continue;
      assert.ok(await vscode.workspace.applyEdit(edit));
      mended.push(JSON.parse(document.getText()));
      await vscode.commands.executeCommand('undo');
    }
    assert.ok(mended.some(({ ranking }) => JSON.stringify(ranking) === '[0,2,1]'));
  });

  test('mend all problems of one kind in the file', async () => {
    const broken = () => record({ ranking: [0, 1, 1, 2] });
    const { document } = await showFile(`${broken()}\n${record()}\n${broken()}\n\n${broken()}\n`);
    await until('three problems', () => problemsOf(document.uri).length === 3);
    const fixes = await fixesAt(document.uri, problemsOf(document.uri)[1].range);
    const all = fixes.find(({ title }) => title.startsWith('Fix all 3 '));
    assert.ok(all?.edit, fixes.map(({ title }) => title).join('; '));
    assert.ok(await vscode.workspace.applyEdit(all.edit));
    for (const line of [0, 2, 4]) assert.deepEqual(rankingOf(document.lineAt(line).text), [0, 1, 2]);
    await until('no problem', () => problemsOf(document.uri).length === 0);
  });

  test('remove a line that repeats another, with its line end, also the last one', async () => {
    const [first, second] = [record(), record({ prompt: 'Ein schöner Tag — 😀' })];
    for (const end of ['\n', '\r\n'])
      for (const last of ['', end]) {
        const { document } = await showFile([first, second, first].join(end) + last);
        const problem = await problemWith(document.uri, 'duplicate-record');
        assert.equal(problem.range.start.line, 2);
        const [fix] = await fixesAt(document.uri, problem.range);
        assert.equal(fix.title, 'Remove this line');
        assert.ok(!fix.isPreferred);
        assert.ok(fix.edit);
        assert.ok(await vscode.workspace.applyEdit(fix.edit));
        assert.equal(document.getText(), [first, second].join(end) + last);
        await until('no problem', () => problemsOf(document.uri).length === 0);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
  });

  test('remove all lines that repeat another, and one Undo brings them back', async () => {
    const [first, second] = [record(), record()];
    const text = [first, first, second, second, first].join('\n');
    const { document } = await showFile(text);
    await until('three problems', () => problemsOf(document.uri).length === 3);
    const fixes = await fixesAt(document.uri, problemsOf(document.uri)[0].range);
    const all = fixes.find(({ title }) => title.startsWith('Fix all 3 '));
    assert.ok(all?.edit, fixes.map(({ title }) => title).join('; '));
    assert.ok(await vscode.workspace.applyEdit(all.edit));
    assert.equal(document.getText(), [first, second].join('\n'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  test('are made on saving where only the way of writing is wrong', async () => {
    const editor = vscode.workspace.getConfiguration('editor');
    const onSave = (value: object | undefined) =>
      editor.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Global);
    const [quoted, twice] = [record({ ranking: ['0', 2, 1] }), record({ ranking: [0, 1, 1] })];
    const { document, edit } = await showFile(`${quoted}\n${twice}\n${twice}\n`);
    await problemWith(document.uri, 'ranking-not-numbers');
    await onSave({ 'source.fixAll.plackett': 'explicit' });
    try {
      // Saved before the rest after a keystroke is over.
      const comma = record().replace(/}$/, ',}');
      assert.ok(await edit((change) => change.insert(new vscode.Position(0, 0), `${comma}\n`)));
      assert.ok(await document.save());
      const mended = [comma.replace(',}', '}'), quoted.replace('"0"', '0'), twice, twice, ''];
      assert.equal(document.getText(), mended.join('\n'));
    } finally {
      await onSave(undefined);
    }
  });

  test('are not offered for all where there is one', async () => {
    const { document } = await showFile(`${record({ ranking: [0, 1, 1] })}\n`);
    const problem = await problemWith(document.uri, 'ranking-duplicate');
    const titles = (await fixesAt(document.uri, problem.range)).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title.startsWith('Fix all')),
      [],
    );
  });

  test('are not offered where nobody can know what is right', async () => {
    const { document } = await showFile(`${record({ responses: ['Blue.', '', 'Red.'] })}\n`);
    const problem = await problemWith(document.uri, 'response-empty');
    assert.deepEqual(await fixesAt(document.uri, problem.range), []);
  });

  test('remove the byte order mark from the file on disk, and only that', async () => {
    const text = `${record()}\n${record({ prompt: 'Ein schöner Tag — 😀' })}\n`;
    const { document } = await showFile(`\ufeff${text}`);
    const problem = await problemWith(document.uri, 'byte-order-mark');
    const [fix] = await fixesAt(document.uri, problem.range);
    assert.ok(fix.command);
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    assert.equal(await readFile(document.uri.fsPath, 'utf8'), text);
    await until('no problem', () => codesOf(document.uri).length === 0);
    assert.equal(document.getText(), text);
  });
});
