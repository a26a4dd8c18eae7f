import type { BrowseFilter, BrowseState, RecordLine, RecordView } from '../../extension/browse/shown.ts';

/** Every message between the rankings editor (host) and its page, over birpc. The host posts only after `ready`. */

export interface RankingsFile {
  readonly fileName: string;
  /** Relative to the workspace. */
  readonly filePath: string;
  /** A file of lines that VS Code's own editor can open. */
  readonly opensAsText: boolean;
}

/** The page calls, the editor answers. */
export interface RankingsHostCalls {
  ready(): void;
  /** Undefined shows all. */
  filter(filter: BrowseFilter | undefined): void;
  /** Records by their place among those shown. */
  rows(from: number, count: number): Promise<RecordLine[]>;
  record(line: number): Promise<RecordView | undefined>;
  /** Place among those shown, or of the nearest one before; -1 where there is none. */
  placeOf(line: number): Promise<number>;
  /** The line in the text editor. */
  openText(line: number): void;
  /** The page of a problem's code. */
  explain(code: string): void;
  selectFormat(): void;
  evaluate(): void;
}

/** The editor calls, the page answers. */
export interface RankingsPageCalls {
  state(file: RankingsFile, state: BrowseState): void;
  /** The file was written anew: what was given before may be otherwise. */
  changed(): void;
  /** Shows a line and puts the focus there. */
  reveal(line: number): void;
}
