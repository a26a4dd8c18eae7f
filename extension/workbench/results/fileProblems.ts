import type * as vscode from 'vscode';
import type { BrowseClient } from '../../browse/browseClient.ts';
import type { BrowseState, ShownProblem } from '../../browse/shown.ts';
import { browseFile, onDidChangeReading } from '../browseFile.ts';
import type { DatasetReadings } from '../datasetReadings.ts';

/** The problems of a results page's file, looked for once somebody asks, and again when it is read otherwise. */
export class FileProblems {
  private browser: BrowseClient | undefined;
  private state: BrowseState | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly readings: DatasetReadings,
    private readonly tell: (state: BrowseState) => void,
  ) {
    this.subscription = onDidChangeReading(uri, readings, () => {
      if (!this.browser) return;
      this.browser.dispose();
      this.browser = undefined;
      this.check();
    });
  }

  check(): void {
    if (this.browser) {
      if (this.state) this.tell(this.state);
      return;
    }
    const told = (state: BrowseState) => {
      this.state = state;
      this.tell(state);
    };
    this.browser = browseFile(this.uri, this.readings, { state: told, changed: () => {} }, (failure) => {
      this.browser = undefined;
      if (this.state) told({ ...this.state, failure });
    });
  }

  async rows(code: string, from: number, count: number): Promise<ShownProblem[]> {
    return (await this.browser?.problems(code, from, Math.min(count, 500))) ?? [];
  }

  dispose(): void {
    this.browser?.dispose();
    this.subscription.dispose();
  }
}
