import type { FieldColumn } from '../../extension/preference/fieldColumns.ts';
import type { PairedRun } from '../../extension/preference/paired/pairedRun.ts';
import type { TextTurn } from '../contract.ts';

/** Every message between the comparison's panel (host) and its page, over birpc. The host posts only after `ready`; a page that was hidden asks again. */

/** A run as a person tells it apart. */
export interface RunHead {
  /** Opaque; kept in the page's state, so that the panel can be restored. */
  readonly folder: string;
  /** That somebody gave it; '' = none. */
  readonly name: string;
  readonly fileName: string;
  /** Workspace-relative. */
  readonly filePath: string;
  /** Names of the models; '' without one. */
  readonly policy: string;
  readonly reference: string;
  /** ISO 8601; '' = not known. */
  readonly startedAt: string;
  readonly state: 'done' | 'unfinished' | 'running';
  /** Records that were no rankings, and the 1-based lines of the first of them. */
  readonly malformed: number;
  readonly malformedLines: readonly number[];
  /** Why nothing of it is shown, ending with the next step. */
  readonly problem?: string;
}

/** What may change of a run while it is shown. */
export interface RunNews {
  readonly name: string;
  /** Its folder is gone: what was read stays, texts can no longer be had. */
  readonly isDeleted: boolean;
}

/** What the columns of the runs, which follow one by one, belong to. */
export interface CompareState {
  /** Changes with every comparison. */
  readonly id: number;
  readonly runs: readonly RunHead[];
  /** N */
  readonly examples: number;
  readonly fields: readonly FieldColumn[];
  /** [N] as in `Rows`, of the first run that knows them. */
  readonly turns: Uint16Array;
  /** Sentences on what differs besides the models. */
  readonly notes: readonly string[];
  readonly beta: number;
}

export interface PageRun extends PairedRun {
  /** [N] what the host finds the example's row by. */
  readonly at: Float64Array;
}

/** A question for one example of one run: `at` of its row. */
export interface ExampleQuestion {
  readonly run: number;
  readonly at: number;
}

export type ExampleAnswer =
  | {
      readonly line: number;
      readonly id?: string;
      /** Why it was not scored. */
      readonly reason?: string;
      /** As in `Rows`. */
      readonly flags: number;
      /** [K] in the order of the run's file, nats; NaN where not scored. */
      readonly tier: Uint16Array;
      readonly policyLogp: Float64Array;
      readonly referenceLogp: Float64Array;
      readonly tokens: Uint32Array;
      readonly texts:
        | {
            readonly prompt: readonly TextTurn[];
            readonly completions: readonly (readonly TextTurn[])[];
            /** The line no longer holds what was scored. */
            readonly stale: boolean;
          }
        | { readonly error: string };
    }
  | { readonly error: string };

/** The page calls, the panel answers. */
export interface CompareHostCalls {
  /** The page is loaded or visible again: the host reads the runs and answers with all of them. */
  ready(): void;
  /** Reading stops; what is shown stays. */
  cancel(): void;
  /** Reads the runs again. */
  reload(): void;
  /** Asks which runs to compare, those of now chosen. */
  chooseRuns(): void;
  removeRun(run: number): void;
  setBeta(beta: number): void;
  /** [questions] */
  examples(questions: readonly ExampleQuestion[]): Promise<readonly ExampleAnswer[]>;
  /** A line of a run's file, in the editor. */
  openLine(run: number, line: number): void;
  /** The results page of a run's file. */
  showResults(run: number): void;
  /** An image of a chart, beside the baseline's file: somebody chooses where. */
  saveChart(run: number, name: string, format: 'png' | 'svg', content: Uint8Array): void;
  evaluate(): void;
  showLog(): void;
}

/** The panel calls, the page answers. */
export interface ComparePageCalls {
  /** Share of what is to be read, 0 to 1. */
  reading(share: number): void;
  /** Why there is nothing to show, ending with the next step. */
  problem(words: string): void;
  /** Columns of each run follow. */
  begin(state: CompareState): void;
  run(id: number, run: number, columns: PageRun): void;
  /** [runs] What became of the runs on disk since they were read. */
  news(id: number, runs: readonly RunNews[]): void;
}

/** What VS Code keeps while the page is hidden, and across restarts. */
export interface SavedComparison {
  readonly folders: readonly string[];
}
