import type * as vscode from 'vscode';

/** More than a page ever has, in characters of JSON. */
const longest = 200_000;

/** The views of each dataset's results page, in the workspace's memory. What they hold only the page knows, which checks it. */
export class SavedViews {
  constructor(private readonly memory: vscode.Memento) {}

  of(dataset: string): unknown {
    return this.memory.get(key(dataset));
  }

  /** Ignores what no page would send. */
  async keep(dataset: string, views: unknown): Promise<void> {
    if (!Array.isArray(views) || JSON.stringify(views).length > longest) return;
    await this.memory.update(key(dataset), views.length === 0 ? undefined : views);
  }
}

const key = (dataset: string) => `plackett.views:${dataset}`;
