import assert from 'node:assert/strict';
import fs from 'node:fs';
import promises from 'node:fs/promises';
import * as vscode from 'vscode';

const extension = () => vscode.extensions.getExtension('plackett.plackett');

/** What a process has that costs more than memory: threads, child processes, native libraries. */
function running() {
  const report = process.report.getReport() as unknown as { sharedObjects: string[]; workers: unknown[] };
  return {
    libraries: report.sharedObjects,
    threads: report.workers.length,
    children: process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length,
  };
}

/** Paths of files that are opened or read while `work` goes on. */
async function filesRead(work: () => Promise<unknown>): Promise<string[]> {
  const read: string[] = [];
  const undo: (() => void)[] = [];
  for (const [module, names] of [
    [fs, ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']],
    [promises, ['open', 'readFile']],
  ] as const)
    for (const name of names) {
      const module_ = module as unknown as Record<string, (...args: unknown[]) => unknown>;
      const original = module_[name];
      module_[name] = (...args) => {
        read.push(String(args[0]));
        return original.apply(module, args);
      };
      undo.push(() => {
        module_[name] = original;
      });
    }
  try {
    await work();
  } finally {
    for (const one of undo) one();
  }
  return read;
}

suite('activation', () => {
  test('starts no thread and no process, loads nothing native and reads no model', async () => {
    assert.equal(extension()?.isActive, false, 'nothing asked for it yet');
    const before = running();
    const [time, cpu] = [performance.now(), process.cpuUsage()];
    const read = await filesRead(async () => extension()!.activate());
    const used = process.cpuUsage(cpu);
    // Told, not asserted: how long it takes is the machine's business as well.
    console.log(
      `activation: ${(performance.now() - time).toFixed(0)} ms, of which CPU of the whole host ${((used.user + used.system) / 1000).toFixed(0)} ms`,
    );
    const after = running();
    assert.deepEqual(
      after.libraries.filter((library) => !before.libraries.includes(library)),
      [],
    );
    assert.deepEqual(
      after.libraries.filter((library) => /onnxruntime/.test(library)),
      [],
    );
    assert.equal(after.threads, before.threads);
    assert.equal(after.children, before.children);
    assert.deepEqual(
      read.filter((file) => /\.onnx|tokenizer|config\.json$|\.jsonl$/.test(file)),
      [],
    );
    assert.ok(
      read.some((file) => /extension\.js$/.test(file)),
      'reading is noticed',
    );
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
