import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { type FindClient, findInFile } from '../../browse/findClient.ts';
import { fileCause } from '../../run/fileErrors.ts';
import type { DatasetReadings } from '../datasetReadings.ts';

const longestText = 1000;
/** A filter seldom looks for more texts at once, and each search has a thread. */
const mostSearches = 4;

/** The searches of a results page in its file. */
export class FileSearch {
  private readonly searches = new Map<string, FindClient>();

  constructor(
    private readonly dataset: string,
    private readonly readings: DatasetReadings,
    private readonly told: (text: string, share: number) => void,
  ) {}

  /** 1-based first lines of the records that hold the text. */
  async find(text: string): Promise<Uint32Array | { readonly error: string }> {
    if (text === '' || text.length > longestText)
      return { error: l10n.t('A text of 1 to {0} characters can be searched for.', longestText) };
    this.stop(text);
    if (this.searches.size >= mostSearches)
      return {
        error: l10n.t(
          'Only {0} texts can be searched for at once. Wait for one, or remove it.',
          mostSearches,
        ),
      };
    const search = findInFile(
      path.join(__dirname, 'browseWorker.js'),
      { dataset: this.dataset, reading: this.readings.given(this.dataset) },
      text,
      { searched: (share) => this.told(text, share) },
    );
    this.searches.set(text, search);
    try {
      return await search.lines;
    } catch (error) {
      return { error: l10n.t('The file could not be searched: {0}.', fileCause(error)) };
    } finally {
      if (this.searches.get(text) === search) this.searches.delete(text);
    }
  }

  stop(text: string): void {
    this.searches.get(text)?.dispose();
    this.searches.delete(text);
  }

  dispose(): void {
    for (const search of this.searches.values()) search.dispose();
    this.searches.clear();
  }
}
