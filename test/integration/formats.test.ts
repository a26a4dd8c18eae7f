import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationEnd } from '../../extension/run/evaluation.ts';
import type { DatasetReadings } from '../../extension/workbench/datasetReadings.ts';
import type { Runs } from '../../extension/workbench/runs.ts';
import { closeEditors, codesOf, problemsOf, record, showFile } from './rankings.ts';
import { until } from './until.ts';

const api = async () =>
  (await vscode.extensions.getExtension('plackett.plackett')!.activate()) as {
    runs: Runs;
    readings: DatasetReadings;
  };
const lines = (records: readonly unknown[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('');
const fromOne = [3, 2, 1].map((first) =>
  record({ ranking: [first, ...[1, 2, 3].filter((i) => i !== first)] }),
);

suite('Formats', () => {
  teardown(closeEditors);

  test('a file that allows several meanings is read as its user says, and as the records say again', async () => {
    const { readings } = await api();
    const { document } = await showFile(fromOne.join('\n'));
    await until('an error on every line', () => codesOf(document.uri).length === 3);
    const found = await readings.of(document.uri.fsPath);
    assert.deepEqual(found?.direction?.others, ['ranks', 'ranks-highest']);
    const action = await until('the way to choose', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problemsOf(document.uri)[0].range,
      );
      return actions.find(({ command }) => command?.command === 'plackett.selectFormat');
    });
    assert.match(action.title, /^Choose how/);
    await readings.choose(document.uri.fsPath, { chosen: { ranking: 'ranks' } });
    await until('no error', () => codesOf(document.uri).length === 0);
    await readings.choose(document.uri.fsPath, undefined);
    await until('the errors are back', () => codesOf(document.uri).length === 3);
  });

  test('.plackett.json beside a file is followed while it is written', async () => {
    const { document } = await showFile(
      lines([1, 2, 3].map((i) => ({ asked: `q${i}`, good: `a${i}`, bad: `b${i}`, rating: [i, 'high'] }))),
    );
    const beside = path.join(path.dirname(document.uri.fsPath), '.plackett.json');
    const columns = { prompt: 'asked', completions: ['good', 'bad'] };
    const write = (more: object) =>
      writeFile(
        beside,
        JSON.stringify({ files: { 'rankings.jsonl': { columns: { ...columns, ...more } } } }),
      );
    // Watching begins a moment after a file is opened, so a save before that is not seen; the next one is.
    await until('the score that is text is told', async () => {
      await write({ scores: 'rating' });
      return codesOf(document.uri).join() === Array(3).fill('score-not-a-number').join();
    });
    await write({});
    await until('all is right', () => codesOf(document.uri).length === 0);
  });

  test('trees: each of their rankings is evaluated, and has its lens', async () => {
    const { runs } = await api();
    const reply = (text: string, rank: number, replies: unknown[] = []) => ({
      text,
      role: 'assistant',
      rank,
      replies,
    });
    const question = (text: string, replies: unknown[]) => ({
      message_id: text,
      text,
      role: 'prompter',
      replies,
    });
    const deeper = question('And then?', [reply('c', 1), reply('d', 0)]);
    const tree = {
      message_tree_id: 't',
      prompt: question('What?', [reply('a', 0, [deeper]), reply('b', 1)]),
    };
    const { document } = await showFile(lines([tree]), 'trees.jsonl');
    const request = { dataset: document.uri.fsPath };
    const end = await vscode.commands.executeCommand<EvaluationEnd | undefined>(
      'plackett.evaluate',
      document.uri,
    );
    assert.equal(end?.state, 'failed', 'no log-probabilities in the records, and no model is chosen');
    assert.match(end?.reason ?? '', /model/);
    const sample = path.join(
      vscode.extensions.getExtension('plackett.plackett')!.extensionPath,
      'media',
      'sample',
    );
    const configuration = vscode.workspace.getConfiguration('plackett');
    const target = vscode.ConfigurationTarget.Global;
    await configuration.update('policyModel', path.join(sample, 'policy'), target);
    await configuration.update('referenceModel', path.join(sample, 'reference'), target);
    try {
      const scored = await vscode.commands.executeCommand<EvaluationEnd | undefined>(
        'plackett.evaluate',
        document.uri,
      );
      assert.equal(scored?.counts.scored, 2, scored?.reason);
    } finally {
      await configuration.update('policyModel', undefined, target);
      await configuration.update('referenceModel', undefined, target);
    }
    const results = runs.resultsFor(request.dataset)!;
    assert.deepEqual(results.rows.id, ['What?', 'And then?']);
    const lenses = await until('two lenses', async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        5,
      );
      return all.length === 2 && all;
    });
    assert.deepEqual(
      lenses.map(({ command }) => command?.arguments?.[1]),
      [0, 1],
    );
  }).timeout(120_000);

  test('a choice is written beside the file without harm to what stands there', async () => {
    const { document } = await showFile(lines([{ prompt: 'q', chosen: 'a', rejected: 'b' }]));
    const beside = path.join(path.dirname(document.uri.fsPath), '.plackett.json');
    await writeFile(beside, '{"files": {"other.jsonl": {"format": "pair"}}}');
    const { writeReading } = await import('../../extension/workbench/writeReading.ts');
    await writeReading(document.uri.fsPath, { format: 'instruction-pair' });
    assert.deepEqual(JSON.parse(await readFile(beside, 'utf8')), {
      files: { 'other.jsonl': { format: 'pair' }, 'rankings.jsonl': { format: 'instruction-pair' } },
    });
  });
});
