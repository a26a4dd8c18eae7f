import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

interface Lm {
  tools?: readonly { readonly name: string }[];
  invokeTool?(name: string, options: object): Promise<{ content: { value?: string }[] }>;
}
const lm = (vscode as unknown as { lm?: Lm }).lm;

/** What the model reads. */
async function ask(name: string, input: object): Promise<string> {
  const result = await lm!.invokeTool!(name, { input, toolInvocationToken: undefined });
  return result.content.map(({ value }) => value ?? '').join('');
}

suite('tools for assistants', () => {
  setup(async function () {
    await vscode.extensions.getExtension('plackett.plackett')!.activate();
    const isThere = lm?.invokeTool && lm.tools?.some(({ name }) => name === 'plackett_checkFile');
    if (isThere) return;
    console.log('skipped: this VS Code has no language-model tools, or AI features are turned off');
    this.skip();
  });

  const inWorkspace = async (name: string, lines: readonly object[]) => {
    const root = vscode.workspace.workspaceFolders![0].uri.fsPath;
    await writeFile(path.join(root, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return name;
  };
  const record = (prompt: string, ranking: unknown) => ({
    prompt,
    responses: ['a', 'b'],
    ranking,
    policy_logps: [-1, -2],
    reference_logps: [-2, -2],
  });

  test('a check counts problems by code and names lines', async () => {
    const name = await inWorkspace('checked.jsonl', [record('one', [0, 1]), record('two', [0, 9])]);
    const text = await ask('plackett_checkFile', { path: name });
    assert.match(text, /2 records/);
    assert.match(text, /- ranking-out-of-range: 1 \(error\)/);
    assert.match(text, /line 2: error/);
  });

  test('numbers are read of what was evaluated, and no text unless it is asked for', async () => {
    const name = await inWorkspace('evaluated.jsonl', [record('my secret prompt', [0, 1])]);
    await assert.rejects(ask('plackett_readSummary', { path: name }), /no results yet/);
    const root = vscode.workspace.workspaceFolders![0].uri;
    await vscode.commands.executeCommand('plackett.evaluate', vscode.Uri.joinPath(root, name));
    const text = await ask('plackett_readSummary', { path: name });
    assert.match(text, /Examples: 1 scored/);
    assert.match(text, /Mean loss 0\.\d{4} nats/);
    assert.doesNotMatch(text, /secret/);
    assert.match(await ask('plackett_readSummary', { path: name, examples: 1 }), /"my secret prompt"/);
  });

  test('nothing outside of the workspace is read', async () => {
    for (const outside of ['/etc/passwd', '../../etc/passwd', '/etc/x.jsonl'])
      await assert.rejects(ask('plackett_checkFile', { path: outside }), /workspace/);
  });
});
