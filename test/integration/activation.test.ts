import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extension = () => vscode.extensions.getExtension('plackett.plackett');

suite('activation', () => {
  test('the extension is there, and opening a .jsonl file activates it', async () => {
    assert.ok(extension());
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: '{}' });
    await vscode.window.showTextDocument(document);
    for (let i = 0; i < 100 && !extension()?.isActive; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(extension()?.isActive);
  });

  test('every command that is contributed is registered', async () => {
    await extension()!.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed: { command: string }[] = extension()!.packageJSON.contributes.commands;
    assert.ok(contributed.length >= 8);
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
