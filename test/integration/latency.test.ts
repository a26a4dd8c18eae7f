import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { EvaluationEnd } from '../../extension/run/evaluation.ts';
import type { Runs } from '../../extension/workbench/runs.ts';
import { until } from './until.ts';

const api = async () =>
  (await vscode.extensions.getExtension('plackett.plackett')!.activate()) as { runs: Runs };

/** Milliseconds. */
interface Delays {
  /** Of this host's thread. */
  readonly loop: { readonly half: number; readonly most: number };
  /** From a key to the document that has it, here: the host asks, the window edits, the host hears. */
  readonly key: { readonly half: number; readonly most: number };
}

/** Over so many keys, or until `isOver`. */
async function delays(count: number, isOver: () => boolean): Promise<Delays> {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const keys: number[] = [];
  while (keys.length < count && !isOver()) {
    const before = performance.now();
    await vscode.commands.executeCommand('type', { text: 'a' });
    keys.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  loop.disable();
  keys.sort((a, b) => a - b);
  const share = (of: number) => keys[Math.min(keys.length - 1, Math.floor(of * keys.length))];
  return {
    loop: { half: loop.percentile(50) / 1e6, most: loop.percentile(95) / 1e6 },
    key: { half: share(0.5), most: share(0.95) },
  };
}

const words = ({ loop, key }: Delays) =>
  [loop, key].map(({ half, most }) => `${half.toFixed(0)} ms, ${most.toFixed(0)} ms of 95 %`).join('; key ');

suite('input', () => {
  const models = { policyModel: 'policy', referenceModel: 'reference' };
  const setModels = async (folderOf: (name: string) => string | undefined) => {
    const settings = vscode.workspace.getConfiguration('plackett');
    for (const [name, folder] of Object.entries(models))
      await settings.update(name, folderOf(folder), vscode.ConfigurationTarget.Global);
  };
  suiteTeardown(() => setModels(() => undefined));

  test('is answered while the models score at full load', async function () {
    this.timeout(180_000);
    const { runs } = await api();
    const once = await vscode.commands.executeCommand<vscode.Uri>('plackett.openSample');
    const lines = (await readFile(once.fsPath, 'utf8')).trim().split('\n');
    const folder = await mkdtemp(path.join(os.tmpdir(), 'plackett-'));
    const uri = vscode.Uri.file(path.join(folder, 'rankings.jsonl'));
    // Equal prompts would be scored once.
    const copies = Array.from({ length: 12 }, (_, i) =>
      lines.map((line) => line.replace(/"id": "/, `$&${i}-`).replace(/"prompt": "/, `$&Latency ${i} `)),
    );
    await writeFile(uri.fsPath, copies.flat().join('\n'));
    const extension = vscode.extensions.getExtension('plackett.plackett')!.extensionPath;
    await setModels((folder) => path.join(extension, 'media', 'sample', folder));
    const typed = await vscode.workspace.openTextDocument({ language: 'plaintext' });
    await vscode.window.showTextDocument(typed);
    await delays(10, () => false);
    const idle = await delays(60, () => false);

    let isOver = false;
    const ended = Promise.resolve(
      vscode.commands.executeCommand<EvaluationEnd | undefined>('plackett.evaluate', uri),
    ).finally(() => {
      isOver = true;
    });
    const run = await until('the run', () => runs.runFor(uri.fsPath), 60_000);
    await until('scored rows', () => run.phase === 'running' && run.rows.line.length > 0, 60_000);
    // The results page took the focus.
    await vscode.window.showTextDocument(typed, vscode.ViewColumn.One);
    const from = run.rows.line.length;
    const loaded = await delays(60, () => isOver);
    const scored = run.rows.line.length - from;
    const wasOver = isOver;
    await runs.cancel(run);
    await ended;
    console.log(
      `host idle: thread ${words(idle)}; scoring: thread ${words(loaded)}; ${scored} rows meanwhile`,
    );
    assert.ok(!wasOver || typed.getText().length > 90, 'the evaluation was over too soon');
    assert.ok(scored > 0);
    // A call to the models takes 400 ms: on this thread, half of all keys would wait for most of one. Others have the machine, too.
    assert.ok(loaded.loop.half < 10 * idle.loop.half + 50, words(loaded));
    assert.ok(loaded.loop.most < 10 * idle.loop.most + 150, words(loaded));
    assert.ok(loaded.key.half < 10 * idle.key.half + 100, words(loaded));
    await vscode.window.showTextDocument(typed, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
