import type { BrowseState, ShownProblem } from '../extension/browse/shown.ts';
import type { ExportFormat } from '../extension/preference/exportColumns.ts';
import type { PageRows } from '../extension/preference/pageRows.ts';
import type { PairField, PairOptions } from '../extension/preference/pairOptions.ts';
import type { PairPreview } from '../extension/preference/pairPreview.ts';
import type { ExampleCalls, TokenStep } from './detail/contract.ts';
import type { Filter } from './filter.ts';
import type { Sort } from './order.ts';
import type { ReviewCalls } from './review/contract.ts';
import type { ColumnChoice, ColumnWidths } from './table/columnChoice.ts';

/** Every message between the results panel (host) and the results page (webview), over birpc. The host posts only after `ready`; a page that was hidden asks again. */

export interface ModelLine {
  readonly name: string;
  readonly provider: string;
  /** The path that it took, and how many nodes ran elsewhere: `cached-prompt, 12 of 812 nodes on CPU`. */
  readonly how: string;
  /** Providers tried before, each with its reason, as sentences. */
  readonly attempts: readonly string[];
}

export interface RunState {
  /** Changes when the page must start from empty rows. */
  readonly runId: string;
  /** Opaque; the page keeps it in its saved state as `dataset`, so that the panel can be restored after a restart. */
  readonly dataset: string;
  /** File name and workspace-relative path, for display only. */
  readonly fileName: string;
  readonly filePath: string;
  /** Which run of the file it is, where that needs a word: its own name, or that it is an older one. */
  readonly runName?: string;
  readonly state: 'queued' | 'loading' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Why it failed, ending with the next step; or why it is queued. */
  readonly reason: string | undefined;
  readonly canContinue: boolean;
  /** What the file was taken for, and in sentences why; unknown of results from an earlier session. */
  readonly readAs: { readonly title: string; readonly words: readonly string[] } | undefined;
  readonly policy: ModelLine | undefined;
  readonly reference: ModelLine | undefined;
  readonly beta: number;
  readonly progress:
    | {
        readonly done: number;
        readonly total: number;
        readonly tokensPerSecond: number;
        readonly secondsLeft: number | undefined;
      }
    | undefined;
}

export interface TextTurn {
  readonly role: string;
  readonly content: string;
}

/** Texts of one example, read from the file when a row is opened. Conversations as turns, plain text as one turn with role ''. */
export interface ExampleText {
  readonly prompt: readonly TextTurn[];
  /** [K] in file order. */
  readonly completions: readonly (readonly TextTurn[])[];
  /** The line no longer holds the text that was scored. */
  readonly stale: boolean;
}

/** What to write of the results; the host asks where to. */
export interface ExportChoice {
  readonly runId: string;
  readonly format: ExportFormat;
  /** Rows in the order to write them; absent = all. */
  readonly rows?: Uint32Array;
  /** Of CSV, JSONL and Parquet; absent = the usual ones. */
  readonly columns?: readonly string[];
}

/** Which pairs to make of the file's rankings. */
export interface PairChoice {
  readonly options: PairOptions;
  readonly fields: readonly PairField[];
  /** Only of these rows of `runId`; absent = all rankings of the file. */
  readonly only?: { readonly runId: string; readonly rows: Uint32Array };
}

/** Filter, sort and columns of the table under a name. */
export interface SavedView {
  readonly name: string;
  readonly filter: Filter;
  /** What is in the filter box. */
  readonly query: string;
  readonly sort: Sort;
  readonly columnChoice: ColumnChoice;
  readonly columnWidths: ColumnWidths;
}

/** The page calls, the panel answers. */
export interface HostCalls extends ReviewCalls, ExampleCalls {
  /** The page is loaded or visible again: the host answers with `reset` and all rows so far. */
  ready(): void;
  exampleText(row: number): Promise<ExampleText | { readonly error: string }>;
  /** With the row of an example: where its ranking begins. */
  openLine(line: number, row?: number): void;
  /** Puts a link to the example on the clipboard. */
  copyLink(line: number): void;
  /** The example as tokens, in a page of its own. */
  showTokens(row: number): void;
  setBeta(beta: number): void;
  cancel(): void;
  /** Continue a run that was cut off, or run again. */
  evaluate(): void;
  selectModel(role: 'policy' | 'reference'): void;
  selectFormat(): void;
  openSample(): void;
  showLog(): void;
  exportResults(choice: ExportChoice): void;
  /** What pairs there would be; a second call ends the first. */
  previewPairs(choice: PairChoice): Promise<PairPreview | { readonly error: string }>;
  /** The host asks where to. */
  writePairs(choice: PairChoice): void;
  /** A chart as an image; `name` is part of a file name. */
  saveChart(name: string, format: 'png' | 'svg', content: Uint8Array): void;
  /** Looks for all problems of the file; what is found is told by `problems`. */
  checkFile(): void;
  /** Some of the problems of one code, in file order; `from` counts records. */
  problemRows(code: string, from: number, count: number): Promise<ShownProblem[]>;
  /** 1-based lines of the records whose text holds `text`, in any case, ascending; how far it is is told by `searched`. */
  findText(text: string): Promise<Uint32Array | { readonly error: string }>;
  /** Nobody waits for this text any more. */
  stopFinding(text: string): void;
  /** What `saveViews` last kept for this dataset; the page checks its shape. */
  savedViews(): Promise<unknown>;
  saveViews(views: readonly SavedView[]): void;
  /** The page of a problem's code. */
  explain(code: string): void;
}

/** The panel calls, the page answers. Undefined state: no run yet (the empty state). */
export interface PageCalls {
  reset(state: RunState | undefined): void;
  state(state: RunState): void;
  /** Appended after the rows so far of the run. `rest`: rows that are there and follow at once. */
  rows(runId: string, rows: PageRows, rest?: number): void;
  /** What is known of the file's problems so far. */
  problems(state: BrowseState): void;
  /** Share of the file that was searched for the text, 0 to 1. */
  searched(text: string, share: number): void;
  /** Scroll to, expand and focus the example. */
  reveal(row: number): void;
  /** How far `tokenScores` of the row is. */
  tokenStep(row: number, step: TokenStep): void;
  openPairs(): void;
  /** False in Restricted Mode: results are shown, and nothing can be run. */
  trust(isTrusted: boolean): void;
}
