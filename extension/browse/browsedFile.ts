import { nothingKnown } from './nothingKnown.ts';
import { ProblemStore } from './problemStore.ts';
import { RecordIndex } from './recordIndex.ts';
import type { RecordSource } from './recordReader.ts';
import type { BrowseState } from './shown.ts';

/** What is known of a file that is browsed; `readThrough` fills it, everything else looks. */
export interface BrowsedFile {
  readonly index: RecordIndex;
  readonly store: ProblemStore;
  /** Undefined until it is known what the file is. */
  source: RecordSource | undefined;
  /** But what is counted when it is told. */
  readonly state: { -readonly [K in keyof BrowseState]: BrowseState[K] };
}

export function browsedFile(): BrowsedFile {
  return {
    index: new RecordIndex(),
    store: new ProblemStore(),
    source: undefined,
    state: { ...nothingKnown },
  };
}
