import path from 'node:path';
import * as vscode from 'vscode';
import { derive } from '../preference/columns.ts';
import { summarize } from '../preference/summary.ts';
import { activeFile, onDidChangeActiveFile } from './activeDataset.ts';
import { progressWords } from './progressWords.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';
import { soon } from './soon.ts';

/** One short item: progress while running, loss and accuracy after, for the file in the active editor. */
export function registerStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('plackett.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Plackett';
  const summaries = new WeakMap<object, string>();

  const update = () => {
    const running = runs.current;
    const dataset = activeFile()?.fsPath;
    const run = running ?? (dataset === undefined ? undefined : runs.runFor(dataset));
    if (!run) return item.hide();
    const { text, tooltip } = words(run);
    item.text = text;
    item.tooltip = `${path.basename(run.dataset)}: ${tooltip}`;
    item.accessibilityInformation = { label: `Plackett, ${item.tooltip}`, role: 'button' };
    item.command = {
      command: 'plackett.showResults',
      title: 'Show Results',
      arguments: [vscode.Uri.file(run.dataset)],
    };
    item.show();
  };

  const words = (run: Run): { text: string; tooltip: string } => {
    switch (run.phase) {
      case 'queued':
        return { text: '$(watch) Plackett: waiting', tooltip: 'waiting for another evaluation to end' };
      case 'loading':
        return { text: '$(loading~spin) Plackett: loading models', tooltip: 'loading models' };
      case 'running': {
        const done = run.progress?.total ? Math.floor((100 * run.progress.done) / run.progress.total) : 0;
        return { text: `$(loading~spin) Plackett ${done}%`, tooltip: progressWords(run.progress) };
      }
      case 'failed':
        return { text: '$(error) Plackett: failed', tooltip: run.reason ?? 'the evaluation failed' };
      default: {
        const results = runs.resultsFor(run.dataset);
        if (!results)
          return { text: '$(circle-slash) Plackett: no results', tooltip: 'no example was scored' };
        let text = summaries.get(results);
        if (text === undefined) {
          const summary = summarize(results.rows, derive(results.rows, results.beta));
          const accuracy = Math.round(100 * summary.pairwiseAccuracy.mean);
          text =
            summary.n === 0 ? 'no example scored' : `loss ${summary.loss.mean.toFixed(3)} · ${accuracy}%`;
          summaries.set(results, text);
        }
        return {
          text: `$(graph) ${text}`,
          tooltip: `mean loss in nats and pairwise accuracy at beta ${results.beta}${run.phase === 'cancelled' ? ', of an evaluation that was cut off' : ''}. Show results.`,
        };
      }
    }
  };

  // Progress comes many times a second; the eye wants four.
  const later = soon(update, 250);
  update();
  return vscode.Disposable.from(
    item,
    runs.onDidChangeRun(later),
    onDidChangeActiveFile(update),
    runs.onDidChange(later),
    later,
  );
}
