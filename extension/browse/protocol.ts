import type { Reading } from '../dataset/reading.ts';
import type { Severities } from '../dataset/severities.ts';
import type { BrowseFilter, BrowseState, RecordLine, RecordView, ShownProblem } from './shown.ts';

/** Every message between the host and the worker thread that browses one file (`browseWorker.ts`), over birpc. Plain data. */

export interface BrowseRequest {
  /** Absolute path of a dataset in any container. */
  readonly dataset: string;
  /** What a person said of it. */
  readonly reading?: Reading;
  readonly severities: Severities;
}

/** Calls into the worker. All but `open` and `filter` wait for nothing but the file. */
export interface BrowseCalls {
  /** Begins; what comes of it is told by `state`. Once. */
  open(request: BrowseRequest): void;
  /** Undefined shows all. */
  filter(filter: BrowseFilter | undefined): void;
  /** Records by their place among those shown, as many as there are. */
  rows(from: number, count: number): Promise<RecordLine[]>;
  record(line: number): Promise<RecordView | undefined>;
  /** Place among those shown of the record with this line; of the nearest one before it where it is not shown; -1 where there is none. */
  placeOf(line: number): Promise<number>;
  /** Some of the problems of one code, in file order; `from` counts records. */
  problems(code: string, from: number, count: number): Promise<ShownProblem[]>;
  /** Ends all work, and takes away what was unpacked. */
  close(): Promise<void>;
}

export interface BrowseEvents {
  /** A few times a second while something grows. */
  state(state: BrowseState): void;
  /** What was given before may be otherwise now: the file was written anew. */
  changed(): void;
}

export type FindRequest = Pick<BrowseRequest, 'dataset' | 'reading'>;

/** Another use of the same thread: one search, without an index. */
export interface FindCalls {
  /** 1-based first lines of the records that hold the text, in any case, ascending. */
  find(request: FindRequest, text: string): Promise<Uint32Array>;
}

export interface FindEvents {
  /** Share of the file that was looked at, 0 to 1. */
  searched(share: number): void;
}
