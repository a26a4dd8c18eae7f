import type { ExampleFacts } from '../across/exampleFacts.ts';
import type { FileProblem } from '../fileProblem.ts';
import { scannedFormats } from './filterReading.ts';

/** What came of some lines in a row. Plain data and typed arrays, so that it crosses threads. Lines count from the block's first, which is 0. */
export interface CheckedBlock {
  /** Blank ones count. */
  readonly lines: number;
  readonly clean: CleanLines;
  /** Those that the scanner could not tell, in order. */
  readonly looked: readonly LookedLine[];
}

/** Lines with one right example and no problem of their own, in order: [n] each. */
export interface CleanLines {
  readonly line: Uint32Array;
  /** Verdict and small facts, as the scanner has them. */
  readonly bits: Uint32Array;
  readonly asked: Float64Array;
  readonly ranked: Float64Array;
  /** NaN where there is no id. */
  readonly id: Float64Array;
}

export interface LookedLine {
  readonly line: number;
  readonly usable: boolean;
  readonly problems: readonly FileProblem[];
  /** Of each of its examples. */
  readonly facts: readonly ExampleFacts[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Facts of one clean line after the other, in one object: a block has many. */
export function cleanFacts({ bits, asked, ranked, id }: CleanLines): (index: number) => ExampleFacts {
  const facts: Mutable<ExampleFacts> = {
    asked: 0,
    ranked: 0,
    id: undefined,
    format: '',
    count: 0,
    best: 0,
    inFileOrder: undefined,
    longestIsBest: undefined,
  };
  return (index) => {
    const own = bits[index];
    facts.asked = asked[index];
    facts.ranked = ranked[index];
    facts.id = Number.isNaN(id[index]) ? undefined : id[index];
    facts.format = scannedFormats[(own >> 2) & 3];
    facts.inFileOrder = answers[(own >> 4) & 3];
    facts.longestIsBest = answers[(own >> 6) & 3];
    facts.count = (own >> 8) & 255;
    facts.best = (own >> 16) & 255;
    return facts;
  };
}

const answers = [undefined, false, true, undefined];
