import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationEnd } from '../../extension/run/evaluation.ts';
import type { Runs } from '../../extension/workbench/runs.ts';

const api = async () =>
  (await vscode.extensions.getExtension('plackett.plackett')!.activate()) as { runs: Runs };

async function file(lines: unknown[]): Promise<vscode.Uri> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'plackett-'));
  const uri = vscode.Uri.file(path.join(folder, 'rankings with spaces, ünï.jsonl'));
  await writeFile(
    uri.fsPath,
    `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`,
  );
  return uri;
}

const evaluate = (uri: vscode.Uri) =>
  vscode.commands.executeCommand<EvaluationEnd | undefined>('plackett.evaluate', uri);

suite('evaluation', () => {
  test('the bundled sample, with its two models', async function () {
    this.timeout(180_000);
    const { runs } = await api();
    const uri = await vscode.commands.executeCommand<vscode.Uri>('plackett.openSample');
    const end = await evaluate(uri);
    assert.equal(end?.state, 'done', end?.reason);
    assert.ok(end.counts.scored >= 300, `${end.counts.scored} scored`);
    assert.equal(end.counts.scored, end.counts.examples);
    const results = runs.resultsFor(uri.fsPath)!;
    assert.equal(results.rows.line.length, end.counts.examples);
    const first = results.evaluate(0)!;
    assert.ok(Number.isFinite(first.loss));
    const before = first.reward[0];
    runs.setBeta(runs.beta * 2);
    const after = runs.resultsFor(uri.fsPath)!.evaluate(0)!.reward[0];
    runs.setBeta(runs.beta / 2);
    assert.ok(
      Math.abs(after - 2 * before) < 1e-9 * Math.max(1, Math.abs(after)),
      'rewards follow beta without a run',
    );
  });

  test('log-probs in the records need no model; malformed and tied records are counted', async () => {
    const { runs } = await api();
    const uri = await file([
      {
        prompt: 'p',
        responses: ['a', 'b', 'c'],
        ranking: [0, 1, 2],
        policy_logps: [-1, -2, -3],
        reference_logps: [-2, -2, -2],
      },
      {
        prompt: 'p',
        responses: ['a', 'b'],
        ranking: [0, 7],
        policy_logps: [-1, -2],
        reference_logps: [-2, -2],
      },
      {
        prompt: 'p',
        responses: ['a', 'b'],
        ranks: [1, 1],
        policy_logps: [-1, -2],
        reference_logps: [-2, -2],
      },
      {
        prompt: 'q',
        chosen: 'a',
        rejected: 'b',
        policy_chosen_logps: -1,
        policy_rejected_logps: -2,
        ref_chosen_logps: -1,
        ref_rejected_logps: -1,
      },
    ]);
    const end = await evaluate(uri);
    assert.equal(end?.state, 'done', end?.reason);
    const { scored, malformed, noPreference } = end.counts;
    assert.deepEqual({ scored, malformed, noPreference }, { scored: 2, malformed: 1, noPreference: 1 });
    const results = runs.resultsFor(uri.fsPath)!;
    const pair = results.evaluate(results.rows.line.indexOf(4))!;
    const expected = Math.log1p(Math.exp(-runs.beta * 1));
    assert.ok(Math.abs(pair.loss - expected) < 1e-12, `${pair.loss} against ${expected}`);
  });

  test('two runs at once wait in line', async () => {
    const record = {
      prompt: 'p',
      responses: ['a', 'b'],
      ranking: [0, 1],
      policy_logps: [-1, -2],
      reference_logps: [-2, -2],
    };
    const uris = [await file([record]), await file([record, record])];
    const ends = await Promise.all(uris.map(evaluate));
    assert.deepEqual(
      ends.map((end) => [end?.state, end?.counts.scored]),
      [
        ['done', 1],
        ['done', 2],
      ],
    );
  });

  test('a model folder without tokenizer fails with its reason', async () => {
    const { runs } = await api();
    const uri = await file([{ prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] }]);
    const empty = await mkdtemp(path.join(os.tmpdir(), 'plackett-model-'));
    const settings = vscode.workspace.getConfiguration('plackett');
    for (const name of ['policyModel', 'referenceModel'])
      await settings.update(name, empty, vscode.ConfigurationTarget.Global);
    try {
      const end = await evaluate(uri);
      assert.equal(end?.state, 'failed');
      assert.match(end.reason ?? '', /onnx|tokenizer/);
      assert.equal(runs.runFor(uri.fsPath)?.phase, 'failed');
    } finally {
      for (const name of ['policyModel', 'referenceModel'])
        await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('one example alone, and its place in the file', async () => {
    const { runs } = await api();
    const record = (logp: number) => ({
      prompt: 'p',
      responses: ['a', 'b'],
      ranking: [0, 1],
      policy_logps: [logp, -2],
      reference_logps: [-2, -2],
    });
    const uri = await file([record(-1), record(-1.5)]);
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('plackett.evaluateExample', uri, 2);
    const { rows } = runs.resultsFor(uri.fsPath)!;
    assert.deepEqual([[...rows.line], [...rows.policyLogp]], [[2], [-1.5, -2]]);
  });
});
