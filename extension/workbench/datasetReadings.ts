import path from 'node:path';
import * as vscode from 'vscode';
import type { FileReading } from '../dataset/fileReading.ts';
import type { Reading } from '../dataset/reading.ts';
import { infoFileName, readingFileName } from '../dataset/readingFile.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';

const key = 'plackett.readings';

/** How this window's datasets are read: what a person chose, remembered for the workspace, and what each file was taken for. */
export class DatasetReadings {
  private readonly found = new Map<string, Promise<FileReading | undefined>>();
  /** Of the files that say how those beside them are read, by folder. */
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly subscriptions: vscode.Disposable;
  /** Called with the dataset's path when it may be read otherwise. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly engine: Pick<EvaluationClient, 'fileReading'>,
    private readonly memory: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.forget((dataset) => dataset === uri.fsPath)),
    );
  }

  /** What a person chose in this workspace; undefined leaves it to the file and what lies beside it. */
  given(dataset: string): Reading | undefined {
    return this.memory.get<Readonly<Record<string, Reading>>>(key, {})[dataset];
  }

  /** What the file is taken for; undefined where it cannot be read. */
  of(dataset: string): Promise<FileReading | undefined> {
    let found = this.found.get(dataset);
    if (!found) {
      this.watch(path.dirname(dataset));
      found = this.engine.fileReading(dataset, this.given(dataset)).catch((error) => {
        this.log.debug(`${dataset} was not looked at: ${error instanceof Error ? error.message : error}`);
        return undefined;
      });
      this.found.set(dataset, found);
    }
    return found;
  }

  /** Undefined forgets the choice. */
  async choose(dataset: string, reading: Reading | undefined): Promise<void> {
    const all = { ...this.memory.get<Record<string, Reading>>(key, {}) };
    if (reading) all[dataset] = reading;
    else delete all[dataset];
    await this.memory.update(key, all);
    this.forget((one) => one === dataset);
  }

  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.dispose();
    this.subscriptions.dispose();
  }

  /** Also outside of the workspace. */
  private watch(folder: string): void {
    if (this.watchers.has(folder)) return;
    const pattern = new vscode.RelativePattern(
      vscode.Uri.file(folder),
      `{${readingFileName},${infoFileName}}`,
    );
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = () => this.forget((dataset) => path.dirname(dataset) === folder);
    const subscriptions = [
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
    ];
    this.watchers.set(folder, vscode.Disposable.from(watcher, ...subscriptions));
  }

  private forget(isMeant: (dataset: string) => boolean): void {
    for (const dataset of [...this.found.keys()]) {
      if (!isMeant(dataset)) continue;
      this.found.delete(dataset);
      this.changed.fire(dataset);
    }
  }
}
