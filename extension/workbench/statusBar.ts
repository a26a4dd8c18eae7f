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
    item.accessibilityInformation = { label: vscode.l10n.t('Plackett, {0}', item.tooltip), role: 'button' };
    item.command = {
      command: 'plackett.showResults',
      title: vscode.l10n.t('Show Results'),
      arguments: [vscode.Uri.file(run.dataset)],
    };
    item.show();
  };

  const words = (run: Run): { text: string; tooltip: string } => {
    switch (run.phase) {
      case 'queued':
        return {
          text: vscode.l10n.t('$(watch) Plackett: waiting'),
          tooltip: vscode.l10n.t('waiting for another evaluation to end'),
        };
      case 'loading':
        return {
          text: vscode.l10n.t('$(loading~spin) Plackett: loading models'),
          tooltip: vscode.l10n.t('loading models'),
        };
      case 'running': {
        const done = run.progress?.total ? Math.floor((100 * run.progress.done) / run.progress.total) : 0;
        return {
          text: vscode.l10n.t('$(loading~spin) Plackett {0}%', done),
          tooltip: progressWords(run.progress),
        };
      }
      case 'failed':
        return {
          text: vscode.l10n.t('$(error) Plackett: failed'),
          tooltip: run.reason ?? vscode.l10n.t('the evaluation failed'),
        };
      default: {
        const results = runs.resultsFor(run.dataset);
        if (!results)
          return {
            text: vscode.l10n.t('$(circle-slash) Plackett: no results'),
            tooltip: vscode.l10n.t('no example was scored'),
          };
        let text = summaries.get(results);
        if (text === undefined) {
          const summary = summarize(results.rows, derive(results.rows, results.beta));
          const accuracy = Math.round(100 * summary.pairwiseAccuracy.mean);
          text =
            summary.n === 0
              ? vscode.l10n.t('no example scored')
              : vscode.l10n.t('loss {0} · {1}%', summary.loss.mean.toFixed(3), accuracy);
          summaries.set(results, text);
        }
        return {
          text: `$(graph) ${text}`,
          tooltip:
            run.phase === 'cancelled'
              ? vscode.l10n.t(
                  'mean loss in nats and pairwise accuracy at beta {0}, of an evaluation that was cut off. Show results.',
                  results.beta,
                )
              : vscode.l10n.t(
                  'mean loss in nats and pairwise accuracy at beta {0}. Show results.',
                  results.beta,
                ),
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
