import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelGlance } from '../../model/glance.ts';
import type { RunRecord } from '../../run/evaluation.ts';
import type { EvaluationClient } from '../../run/evaluationClient.ts';
import type { Runs } from '../runs.ts';
import type { Sample } from '../sample.ts';
import { soon } from '../soon.ts';
import { modelFolders } from './modelFolders.ts';
import { modelItem } from './modelItem.ts';
import type { ListedModel } from './modelWords.ts';

export const modelsViewId = 'plackett.models';

/** What a model folder is made of; a copy of one comes as many events. */
const modelFiles =
  '**/{*.onnx,*.onnx_data,*.onnx.data,config.json,genai_config.json,tokenizer.json,tokenizer_config.json}';
const settleMs = 1000;

/** The models of the workspace, of the settings and of the sample, looked at in the evaluation worker and never loaded. */
export class ModelsView implements vscode.TreeDataProvider<ListedModel> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private searching: vscode.CancellationTokenSource | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: Pick<EvaluationClient, 'glanceAtModels'>,
    private readonly sample: Sample,
    private readonly runs: Pick<Runs, 'stored'>,
    /** Told how many there are, each time they were looked for. */
    private readonly listed: (count: number) => void,
  ) {
    const later = soon(() => this.refresh(), settleMs);
    const watcher = vscode.workspace.createFileSystemWatcher(modelFiles);
    this.subscriptions = [
      this.changed,
      later,
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      watcher.onDidDelete(later),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('plackett.policyModel')) later();
        if (change.affectsConfiguration('plackett.referenceModel')) later();
      }),
    ];
  }

  /** Looks again; a search that goes on is ended. Nothing happens while nobody sees the view. */
  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(parent?: ListedModel): Promise<ListedModel[]> {
    if (parent) return [];
    this.searching?.cancel();
    this.searching = new vscode.CancellationTokenSource();
    const { token } = this.searching;
    const records = await this.runs.stored();
    const sampleRan = records.some(({ policy }) => policy?.folder === this.sample.folderOf('policy'));
    const folders = await modelFolders(this.sample, sampleRan, token);
    if (token.isCancellationRequested) return [];
    const providers = providersOf(records);
    const paths = folders.map(({ folder }) => folder);
    // In Restricted Mode they are names; no file of theirs is opened.
    const glances = vscode.workspace.isTrusted
      ? await this.engine.glanceAtModels(paths)
      : paths.map(notLookedAt);
    this.listed(folders.length);
    return folders.map((folder, i) => ({
      ...glances[i],
      ...folder,
      provider: providers.get(folder.folder),
    }));
  }

  getTreeItem(model: ListedModel): vscode.TreeItem {
    return modelItem(model);
  }

  dispose(): void {
    this.searching?.cancel();
    for (const each of this.subscriptions) each.dispose();
  }
}

function notLookedAt(folder: string): ModelGlance {
  const nothing = { kind: undefined, precision: undefined, contextLength: 0, bytes: 0, problems: [] };
  return { folder, name: path.basename(folder), ...nothing };
}

/** Where each model ran last, by its folder. */
function providersOf(records: readonly RunRecord[]): Map<string, string> {
  const providers = new Map<string, string>();
  for (const { policy, reference } of [...records].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)))
    for (const model of [policy, reference]) if (model) providers.set(model.folder, model.provider);
  return providers;
}
