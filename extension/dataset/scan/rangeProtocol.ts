import type { Reading } from '../reading.ts';
import type { CheckedBlock } from './checkedBlock.ts';
import type { Range } from './checkRange.ts';
import type { FilterReading } from './filterReading.ts';
import type { WasmModule } from './webAssembly.ts';

/** Between `rangePool.ts` and `rangeWorker.ts`: ranges go there one by one, and their answers come back in that order. */
export interface RangeSetup {
  readonly path: string;
  readonly filter: FilterReading;
  readonly reading: Reading | undefined;
  readonly maxLineBytes: number | undefined;
  /** The scanner's code, so that no thread compiles it again. */
  readonly module: WasmModule | undefined;
}

export type RangeRequest = Range;

export interface RangeAnswer {
  readonly blocks: readonly CheckedBlock[];
  /** Byte offset of the line from which on the range was not done, as it has too many problems to be held at once. */
  readonly rest?: number;
}

/** An error, as the file system's are. */
export interface RangeFailure {
  readonly failed: { readonly message: string; readonly code?: string };
}
