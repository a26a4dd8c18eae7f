import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, codesOf, problemsOf, record, replaceOnLine, showFile } from './rankings.ts';
import { until } from './until.ts';

const setting = 'plackett.diagnostics.enabled';

async function set(mode: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, mode, vscode.ConfigurationTarget.Global);
}

suite('Diagnostics', () => {
  teardown(async () => {
    await set(undefined);
    // Edits of these tests are thrown away with their editors.
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEditors();
  });

  test('mark the offending element, with a code and what to do', async () => {
    const { document } = await showFile(`${record()}\n${record({ ranking: [0, 1, 1] })}\n`);
    const [problem] = await until('a diagnostic', () => {
      const problems = problemsOf(document.uri);
      return problems.length > 0 && problems;
    });
    assert.equal(problem.code, 'ranking-duplicate');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(problem.range), '1');
    const ranking = document.lineAt(1).text.indexOf('[0,1,1]');
    assert.deepEqual(problem.range.start, new vscode.Position(1, ranking + '[0,1,'.length));
    assert.equal(problemsOf(document.uri).length, 1);
  });

  test('tell what two records have together, with the way to the other one, and follow an edit', async () => {
    const [first, third] = [record({ prompt: 'q' }), record({ prompt: 'q', ranking: [1, 2, 0] })];
    const editor = await showFile(`${first}\n${record()}\n${third}\n`);
    const { uri } = editor.document;
    const [problem] = await until('a contradiction', () => {
      const problems = problemsOf(uri);
      return problems.length > 0 && problems;
    });
    assert.equal(problem.code, 'contradicting-rankings');
    assert.equal(problem.range.start.line, 2);
    assert.equal(problem.relatedInformation?.[0].location.range.start.line, 0);
    await replaceOnLine(editor, 2, '[1,2,0]', '[0,2,1]');
    await until('a copy instead', () => codesOf(uri).join() === 'duplicate-record');
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, 1, 0)));
    await until('nothing', () => codesOf(uri).length === 0);
  });

  test('lead from their code to a page that ships', async () => {
    const { document } = await showFile(`${record()}\n${record({ ranking: [0, 1, 1] })}\n`);
    const [found] = await until('a diagnostic', () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 && all;
    });
    assert.ok(typeof found.code === 'object');
    const page = await vscode.workspace.openTextDocument(found.code.target);
    assert.match(page.getText(), /^# ranking-duplicate\n/);
  });

  test('are shown as the setting says, or not at all', async () => {
    const { document } = await showFile(`${record()}\n${record({ ranking: [0, 1, 1] })}\n`);
    await until('an error', () => codesOf(document.uri).join() === 'ranking-duplicate');
    const choose = (value: unknown) =>
      vscode.workspace
        .getConfiguration()
        .update('plackett.problems', value, vscode.ConfigurationTarget.Global);
    try {
      await choose({ 'ranking-duplicate': 'information' });
      await until(
        'a remark',
        () => problemsOf(document.uri)[0]?.severity === vscode.DiagnosticSeverity.Information,
      );
      await choose({ 'ranking-duplicate': 'off' });
      await until('nothing', () => codesOf(document.uri).length === 0);
    } finally {
      await choose(undefined);
    }
    await until(
      'the error again',
      () => problemsOf(document.uri)[0]?.severity === vscode.DiagnosticSeverity.Error,
    );
  });

  test('follow while typing, and vanish when the record is mended', async () => {
    const editor = await showFile(`${record()}\n${record()}\n`);
    const { uri } = editor.document;
    await replaceOnLine(editor, 0, '[0,2,1]', '[0,2,7]');
    await until('the error', () => codesOf(uri).join() === 'ranking-out-of-range');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${record()}\n\n${record()}\n`));
    await until('the error three lines further down', () => problemsOf(uri)[0]?.range.start.line === 3);
    await replaceOnLine(editor, 3, '[0,2,7]', '[0,2,1]');
    await until('no error', () => problemsOf(uri).length === 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '{'));
    await until('a syntax error', () => codesOf(uri).join() === 'json-syntax');
    assert.equal(problemsOf(uri)[0].range.start.line, 2);
    await editor.edit((edit) => edit.delete(new vscode.Range(2, 0, 3, 0)));
    await until('no error after its line is gone', () => problemsOf(uri).length === 0);
  });

  test('say nothing of a file that is no preference dataset, unless the setting asks', async () => {
    const { document } = await showFile('{"level": "info", "text": "started"}\n{"level": "info"\n');
    const other = await showFile(record({ ranking: [0, 0, 1] }));
    await until('the other file is checked', () => problemsOf(other.document.uri).length > 0);
    assert.deepEqual(codesOf(document.uri), []);
    await set('on');
    await until('both lines are marked', () => codesOf(document.uri).includes('json-syntax'));
    await set('off');
    await until(
      'no marks at all',
      () => problemsOf(document.uri).length + problemsOf(other.document.uri).length === 0,
    );
  });

  test('begin when an untitled file becomes a preference dataset', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), record({ ranking: [1, 2, 3] })));
    await until('a diagnostic', () => codesOf(document.uri).includes('ranking-one-based'));
  });

  test('need no file on disk', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('plackett-test', {
      provideTextDocumentContent: () => record({ ranking: [0, 1, 1] }),
    });
    const uri = vscode.Uri.parse('plackett-test:/elsewhere/rankings.ndjson');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await until('a diagnostic', () => codesOf(uri).join() === 'ranking-duplicate');
    provider.dispose();
  });

  test('are the same with CRLF line ends', async () => {
    const { document } = await showFile(`${record()}\r\n${record({ ranking: [0, 9] })}\r\n`);
    await until('the error', () => codesOf(document.uri).includes('ranking-out-of-range'));
    const problem = problemsOf(document.uri).find(({ code }) => code === 'ranking-out-of-range')!;
    assert.equal(problem.range.start.line, 1);
    assert.equal(document.getText(problem.range), '9');
  });

  test('stop at 1,000 per file, errors first, and say how many more there are', async () => {
    const tied = record({ ranking: [[0, 1, 2]] });
    const broken = record({ ranking: [0, 1, 1] });
    const lines = [
      record(),
      ...Array.from({ length: 300 }, () => tied),
      ...Array.from({ length: 1_200 }, () => broken),
    ];
    const { document } = await showFile(`${lines.join('\n')}\n`);
    await until('1,000 diagnostics', () => problemsOf(document.uri).length === 1_000, 20_000);
    const more = await until('the last count', () =>
      problemsOf(document.uri).find(
        ({ code, message }) => code === 'more-problems' && message.startsWith('501 '),
      ),
    );
    assert.match(more.message, /201 errors and 300 warnings/);
    assert.equal(codesOf(document.uri).filter((code) => code === 'ranking-duplicate').length, 999);
  });

  test('tell of a byte order mark that the editor hides', async () => {
    const { document } = await showFile(`\ufeff${record()}\n`);
    assert.equal(document.getText()[0], '{');
    await until('the mark', () => codesOf(document.uri).join() === 'byte-order-mark');
    assert.equal(problemsOf(document.uri)[0].range.start.line, 0);
  });

  test('tell of bytes that are not UTF-8, until the line is edited', async () => {
    const latin1 = Buffer.from(record({ prompt: 'Ein sch\u00f6ner Tag' }), 'latin1');
    const editor = await showFile(Buffer.concat([Buffer.from(`${record()}\n`), latin1, Buffer.from('\n')]));
    const { document } = editor;
    await until('the error', () => codesOf(document.uri).join() === 'invalid-utf8');
    const [{ range, message }] = problemsOf(document.uri);
    assert.equal(range.start.line, 1);
    assert.equal(document.getText(range), '\ufffd');
    assert.match(message, /0xF6/);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n\n'));
    await until('it moved', () => problemsOf(document.uri)[0]?.range.start.line === 3);
    await replaceOnLine(editor, 3, '\ufffd', '\u00f6');
    await until('no error', () => problemsOf(document.uri).length === 0);
  });

  test('vanish when the file is closed', async () => {
    const { document } = await showFile(record({ ranking: [0, 1, 1] }));
    await until('the error', () => problemsOf(document.uri).length === 1);
    await closeEditors();
    await until('nothing', () => problemsOf(document.uri).length === 0);
  });
});
