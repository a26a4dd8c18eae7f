import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { readingWords } from '../../extension/dataset/readingWords.ts';
import type { Run } from '../../extension/workbench/run.ts';
import type { Runs } from '../../extension/workbench/runs.ts';
import type { ModelsView } from '../../extension/workbench/sideBar/modelsView.ts';
import type { RunsElement, RunsView } from '../../extension/workbench/sideBar/runsView.ts';
import { until } from './until.ts';

interface Api {
  runs: Runs;
  sideBar: { models: ModelsView; runs: RunsView };
}
const extension = () => vscode.extensions.getExtension('plackett.plackett')!;
const api = async () => (await extension().activate()) as Api;
const sample = () => path.join(extension().extensionPath, 'media', 'sample');

async function rankings(name: string): Promise<vscode.Uri> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plackett-runs-'));
  const uri = vscode.Uri.file(path.join(folder, name));
  const record = { prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] };
  await writeFile(
    uri.fsPath,
    `${JSON.stringify({ ...record, policy_logps: [-1, -2], reference_logps: [-2, -2] })}\n`,
  );
  return uri;
}

const evaluate = (uri: vscode.Uri) => vscode.commands.executeCommand('plackett.evaluate', uri);

/** The elements of a dataset's runs, newest first. */
async function runsOf(view: RunsView, dataset: string): Promise<RunsElement[]> {
  view.refresh();
  const parent = (await view.getChildren()).find((one) => one.type === 'dataset' && one.dataset === dataset);
  return parent ? view.getChildren(parent) : [];
}

suite('the Plackett view', () => {
  test('models of the workspace are listed with what they are, broken ones with what is missing', async () => {
    const { sideBar } = await api();
    const root = vscode.workspace.workspaceFolders![0].uri.fsPath;
    const [whole, broken] = [path.join(root, 'whole'), path.join(root, 'broken')];
    await cp(path.join(sample(), 'policy'), whole, { recursive: true });
    await mkdir(broken);
    await writeFile(path.join(broken, 'model.onnx'), '');
    try {
      const models = await until('both models', async () => {
        const found = await sideBar.models.getChildren();
        return found.some(({ folder }) => folder === broken) && found;
      });
      const item = (folder: string) =>
        sideBar.models.getTreeItem(models.find((model) => model.folder === folder)!);
      assert.match(String(item(whole).description), /^gpt2 · float16 · 256 tokens/);
      assert.match(String(item(whole).contextValue), /inWorkspace/);
      assert.match(String(item(broken).description), /not whole/);
      assert.match(String(item(broken).tooltip), /is empty[\s\S]*tokenizer\.json/);
      assert.equal((item(broken).iconPath as vscode.ThemeIcon).id, 'warning');
      assert.match(item(whole).accessibilityInformation!.label, /Architecture gpt2/);
    } finally {
      for (const folder of [whole, broken]) await rm(folder, { recursive: true });
    }
  });

  test('runs are listed under their file, the newest first, with the headline of each', async () => {
    const { runs, sideBar } = await api();
    const uri = await rankings('listed.jsonl');
    await evaluate(uri);
    await evaluate(uri);
    const [newest, older, ...none] = await runsOf(sideBar.runs, uri.fsPath);
    assert.equal(none.length, 0);
    assert.equal(sideBar.runs.runOf(newest)?.folder, runs.runFor(uri.fsPath)?.folder);
    assert.equal(sideBar.runs.runOf(older)?.isShown, false);
    await until('headlines', () => sideBar.runs.runOf(older)?.headline);
    const item = sideBar.runs.getTreeItem(older);
    assert.match(String(item.description), /^100\.0%, loss 0\.\d+ of 0\.693 · log-probs of the records/);
    assert.equal(item.contextValue, 'run kept');
  });

  test('an older run can be shown, until the file is evaluated again', async () => {
    const { runs, sideBar } = await api();
    const uri = await rankings('older.jsonl');
    await evaluate(uri);
    await evaluate(uri);
    const [newest, older] = await runsOf(sideBar.runs, uri.fsPath);
    await vscode.commands.executeCommand('plackett.openRun', older);
    const shown = runs.runFor(uri.fsPath)!;
    assert.equal(shown.folder, sideBar.runs.runOf(older)?.folder);
    assert.equal(shown.isOlder, true);
    assert.equal(runs.resultsFor(uri.fsPath)?.rows.line.length, 1);
    await vscode.commands.executeCommand('plackett.openRun', newest);
    assert.equal(runs.runFor(uri.fsPath)?.isOlder, false);
    await vscode.commands.executeCommand('plackett.openRun', older);
    await evaluate(uri);
    assert.equal(runs.runFor(uri.fsPath)?.isOlder, false);
    assert.equal((await runsOf(sideBar.runs, uri.fsPath)).length, 3);
  });

  test('runs lie in the folder that was chosen, and what is too old is deleted', async () => {
    const { runs, sideBar } = await api();
    const chosen = await mkdtemp(path.join(tmpdir(), 'plackett-chosen '));
    const settings = vscode.workspace.getConfiguration('plackett');
    const set = (name: string, value: unknown) =>
      settings.update(name, value, vscode.ConfigurationTarget.Global);
    try {
      await set('runs.folder', chosen);
      await set('runs.keepNewest', 2);
      await until('the folder', () => runs.root === chosen);
      const uri = await rankings('kept.jsonl');
      await evaluate(uri);
      const [first] = await readdir(chosen);
      const parts = await readdir(path.join(chosen, first, 'scores'));
      assert.match(parts.join(), /^000001-000001-[0-9a-f]{12}\.arrow$/);
      for (let more = 0; more < 2; more++) await evaluate(uri);
      const left = await readdir(chosen);
      assert.equal(left.length, 2);
      assert.ok(!left.includes(first));
      assert.equal((await runsOf(sideBar.runs, uri.fsPath)).length, 2);
    } finally {
      await set('runs.folder', undefined);
      await set('runs.keepNewest', undefined);
      await until('the usual folder', () => runs.root !== chosen);
      await rm(chosen, { recursive: true, force: true });
    }
  });

  test('an older run says what its file was taken for, also one that was kept without it', async () => {
    const { runs, sideBar } = await api();
    const uri = await rankings('taken.jsonl');
    await evaluate(uri);
    await evaluate(uri);
    const wordsOf = (run: Run) => run.found && readingWords(run.found);
    const [newest, older] = await runsOf(sideBar.runs, uri.fsPath);
    const words = wordsOf(runs.runFor(uri.fsPath)!);
    assert.match(String(words), /^Read as .+\.$/);
    await vscode.commands.executeCommand('plackett.openRun', older);
    assert.deepEqual(wordsOf(runs.runFor(uri.fsPath)!), words);
    const manifest = path.join(sideBar.runs.runOf(newest)!.folder, 'manifest.json');
    const { found, ...before } = JSON.parse(await readFile(manifest, 'utf8'));
    assert.ok(found.format);
    await writeFile(manifest, JSON.stringify(before));
    await vscode.commands.executeCommand('plackett.openRun', newest);
    const shown = runs.runFor(uri.fsPath)!;
    await until('what the file is taken for', () => shown.found);
    assert.deepEqual(wordsOf(shown), words);
  });

  test('a run that is deleted is gone from disk, and the one before it is shown', async () => {
    const { runs, sideBar } = await api();
    const uri = await rankings('deleted.jsonl');
    await evaluate(uri);
    await evaluate(uri);
    const [newest, older] = (await runsOf(sideBar.runs, uri.fsPath)).map(
      (one) => sideBar.runs.runOf(one)!.folder,
    );
    // Its headline may just be written into it.
    await rm(newest, { recursive: true, maxRetries: 5 });
    await runs.forget([newest]);
    assert.equal(runs.runFor(uri.fsPath)?.folder, older);
    let forgotten: string | undefined;
    const listening = runs.onDidForgetRun((dataset) => {
      forgotten = dataset;
    });
    await rm(older, { recursive: true, maxRetries: 5 });
    await runs.forget([older]);
    listening.dispose();
    assert.equal(forgotten, uri.fsPath);
    assert.equal(runs.resultsFor(uri.fsPath), undefined);
    assert.equal(existsSync(newest), false);
    assert.deepEqual(await runsOf(sideBar.runs, uri.fsPath), []);
  });
});
