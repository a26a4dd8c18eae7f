import * as vscode from 'vscode';
import type { RunFolder } from '../../run/runFolders.ts';
import { commandsOf } from '../registerCommands.ts';
import type { Session } from '../session.ts';
import { modelActions } from './modelActions.ts';
import { ModelsView, modelsViewId } from './modelsView.ts';
import type { ListedModel } from './modelWords.ts';
import { runActions } from './runActions.ts';
import { type RunsElement, RunsView, runsViewId } from './runsView.ts';
import { sizeWords } from './runWords.ts';

/** Ages go on. */
const ageMs = 60_000;

/** The Plackett view in the activity bar: models and runs. */
export function registerSideBar(session: Session) {
  const { engine, runs, sample, log } = session;
  // Of an empty list the view itself says what to do, which a message would hide.
  const tellTrust = (count: number) => {
    modelTree.message =
      vscode.workspace.isTrusted || count === 0
        ? undefined
        : vscode.l10n.t(
            'Restricted Mode: folders are listed by their names only. Models are read and loaded in trusted workspaces only.',
          );
  };
  const models = new ModelsView(engine, sample, runs, tellTrust);
  const tellSize = (folders: readonly RunFolder[]) => {
    const size = sizeWords(folders.reduce((sum, { bytes }) => sum + bytes, 0));
    runTree.description = folders.length === 0 ? '' : size;
  };
  const runsView = new RunsView(engine, runs, sample, log, tellSize);
  const modelTree: vscode.TreeView<ListedModel> = vscode.window.createTreeView(modelsViewId, {
    treeDataProvider: models,
  });
  const runTree: vscode.TreeView<RunsElement> = vscode.window.createTreeView(runsViewId, {
    treeDataProvider: runsView,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const command = commandsOf(session);
  const model = modelActions(session, modelTree);
  const run = runActions(session, runsView, runTree);
  const tellRunning = () => {
    const value = runs.active.length;
    const tooltip =
      value === 1
        ? vscode.l10n.t('1 evaluation in progress')
        : vscode.l10n.t('{0} evaluations in progress', value);
    if (runTree.badge?.value !== value) runTree.badge = value === 0 ? undefined : { value, tooltip };
  };
  // A run tells where a model ran, and ends with the sample's models in the list.
  let wasRunning = false;
  const followRuns = () => {
    tellRunning();
    const isRunning = runs.active.length > 0;
    if (wasRunning && !isRunning) models.refresh();
    wasRunning = isRunning;
  };
  const ages = setInterval(() => runTree.visible && runsView.show(), ageMs);
  const registered = vscode.Disposable.from(
    models,
    runsView,
    modelTree,
    runTree,
    runs.onDidChangeRun(followRuns),
    vscode.workspace.onDidGrantWorkspaceTrust(() => models.refresh()),
    { dispose: () => clearInterval(ages) },
    command('openWalkthrough', () => openWalkthrough(session)),
    command('refreshModels', () => models.refresh()),
    command('useAsPolicy', (one?: Parameters<typeof model.use>[1]) => model.use('policy', one)),
    command('useAsReference', (one?: Parameters<typeof model.use>[1]) => model.use('reference', one)),
    command('revealModelInExplorer', model.revealInExplorer),
    command('revealModel', model.reveal),
    command('copyModelPath', model.copyPath),
    command('refreshRuns', () => runsView.refresh()),
    command('openRun', run.open),
    command('cancelRun', run.cancel),
    command('renameRun', run.rename),
    command('deleteRuns', run.remove),
    command('compareSelectedRuns', run.compare),
    command('revealRun', run.reveal),
    command('copyRunPath', run.copyPath),
  );
  return { models, runs: runsView, dispose: () => registered.dispose() };
}

/** `Plackett: Open Walkthrough`: never unasked. */
function openWalkthrough({ context }: Session): Thenable<unknown> {
  return vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    `${context.extension.id}#start`,
    false,
  );
}
