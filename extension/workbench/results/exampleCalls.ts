import * as vscode from 'vscode';
import type { HostCalls } from '../../../webview/contract.ts';
import { partOf } from '../../dataset/lineHash.ts';
import { exampleAt } from '../../run/exampleAt.ts';
import { openLine } from '../commands/showResults.ts';
import { copyLink } from '../openLinks.ts';
import type { Session } from '../session.ts';
import { exampleText } from './exampleText.ts';
import type { ResultsPage } from './page.ts';

/** One example: its texts, its line, its link, its tokens. */
export function exampleCalls({ context, runs, rankings }: Session, { dataset }: ResultsPage) {
  return {
    async exampleText(row) {
      const run = runs.runFor(dataset);
      if (!run || !Number.isInteger(row) || row < 0 || row >= run.rows.line.length)
        return {
          error: vscode.l10n.t('This example is not in the results any more. Evaluate the file again.'),
        };
      return exampleText(dataset, run.rows, row, run.reading);
    },
    async openLine(line, row) {
      if (!Number.isInteger(line)) return;
      const run = runs.runFor(dataset);
      const hash = row === undefined ? undefined : run?.rows.hash[row];
      // Only one of several rankings of a line is not at its start.
      const isPart = hash !== undefined && partOf(hash).part > 0;
      const found = run && isPart ? await exampleAt(dataset, run.rows, row!, run.reading) : undefined;
      const example = found && 'example' in found && !found.stale ? found.example : undefined;
      void openLine(rankings, dataset, line, example?.places.prompt);
    },
    copyLink(line) {
      if (Number.isInteger(line)) void copyLink(context.extension.id, { file: dataset, line });
    },
    showTokens(row) {
      const rows = runs.runFor(dataset)?.rows;
      const [line, hash] = [rows?.line[row], rows?.hash[row]];
      if (line === undefined || hash === undefined) return;
      const { part } = partOf(hash);
      void vscode.commands.executeCommand('plackett.showTokens', vscode.Uri.file(dataset), line, part);
    },
  } satisfies Partial<HostCalls>;
}
