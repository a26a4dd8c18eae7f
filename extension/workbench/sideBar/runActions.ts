import path from 'node:path';
import * as vscode from 'vscode';
import { plainName } from '../../run/runName.ts';
import { UserError } from '../../userError.ts';
import { deleteRuns } from '../deleteRuns.ts';
import type { Session } from '../session.ts';
import { type ListedRun, runLabel } from './runItem.ts';
import { type RunsElement, type RunsView, runsViewId } from './runsView.ts';
import { deleteWords } from './runWords.ts';

/** More are no comparison any more. */
const [fewest, most] = [2, 8];

/** What can be done with runs of the list. Each takes what its menu gives, or what is selected. */
export function runActions(session: Session, view: RunsView, tree: vscode.TreeView<RunsElement>) {
  const { engine, runs, panels } = session;
  const chosen = (element?: RunsElement, all?: readonly RunsElement[]): ListedRun[] => {
    const elements = all && all.length > 0 ? all : element ? [element] : tree.selection;
    return elements.map((one) => view.runOf(one)).filter((run) => run !== undefined);
  };
  const oneOf = (element?: RunsElement): ListedRun => {
    const [run] = chosen(element);
    if (!run) throw new UserError(vscode.l10n.t('Select a run in the Plackett view first.'), 'usage');
    return run;
  };
  return {
    async open(element?: RunsElement) {
      const { folder, dataset, active } = oneOf(element);
      if (!active)
        await vscode.window.withProgress({ location: { viewId: runsViewId } }, () =>
          runs.restoreFrom(folder),
        );
      panels.show(dataset);
    },
    async rename(element?: RunsElement) {
      const run = oneOf(element);
      if (!run.kept)
        throw new UserError(
          vscode.l10n.t('This run has nothing on disk yet. Name it when it has begun.'),
          'usage',
        );
      const asked = await vscode.window.showInputBox({
        title: vscode.l10n.t('Rename Run'),
        prompt: vscode.l10n.t('A name of your own; empty shows the time of the run again.'),
        value: run.kept.record.name ?? '',
        placeHolder: runLabel(run),
      });
      if (asked === undefined) return;
      await engine.renameRun(run.folder, asked);
      runs.renamed(run.folder, plainName(asked) || undefined);
      session.comparisons.runRenamed(run.folder, plainName(asked));
      view.refresh();
    },
    async remove(element?: RunsElement, all?: readonly RunsElement[]) {
      const wanted = chosen(element, all);
      if (wanted.length === 0)
        throw new UserError(vscode.l10n.t('Select a run in the Plackett view first.'), 'usage');
      if (wanted.some(({ active }) => active))
        throw new UserError(
          vscode.l10n.t(
            'A run that is waiting or going on cannot be deleted. Cancel it first, then delete it.',
          ),
          'usage',
        );
      const { question, detail } = deleteWords(
        wanted.map((run) => ({
          label: runLabel(run),
          bytes: run.kept?.bytes ?? 0,
          decisions: run.kept?.decisions ?? 0,
        })),
      );
      const remove = vscode.l10n.t('Delete');
      const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
      if (answer !== remove) return;
      const folders = wanted.map(({ folder }) => folder);
      // While the question stood there, one may have been continued.
      const busy = runs.active.some(({ folder }) => folder !== undefined && folders.includes(folder));
      if (busy)
        throw new UserError(
          vscode.l10n.t('One of these runs goes on again. Cancel it first, then delete it.'),
          'usage',
        );
      await deleteRuns(session, folders);
    },
    async compare(element?: RunsElement, all?: readonly RunsElement[]) {
      const wanted = chosen(element, all).filter(({ kept }) => kept !== undefined);
      if (wanted.length < fewest || wanted.length > most)
        throw new UserError(
          vscode.l10n.t('Select {0} to {1} runs (Ctrl or Cmd and click), then compare them.', fewest, most),
          'usage',
        );
      await vscode.commands.executeCommand(
        'plackett.compareRuns',
        wanted.map(({ folder }) => folder),
      );
    },
    async cancel(element?: RunsElement) {
      const { active } = oneOf(element);
      if (active) await runs.cancel(active);
    },
    reveal(element?: RunsElement) {
      return vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(oneOf(element).folder));
    },
    async copyPath(element?: RunsElement) {
      const { folder } = oneOf(element);
      await vscode.env.clipboard.writeText(folder);
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The path of {0} is copied.', path.basename(folder)),
        3000,
      );
    },
  };
}
