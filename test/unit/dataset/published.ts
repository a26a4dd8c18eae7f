import type { Text } from '../../../extension/dataset/example.ts';
import { publishedPairs } from './publishedPairs.ts';
import { publishedRankings } from './publishedRankings.ts';

export interface Published {
  /** Name of the format that must read it. */
  readonly format: string;
  readonly what: string;
  /** One record, written as its source writes them. */
  readonly record: unknown;
  readonly chosen?: Readonly<Record<string, string>>;
  /** Of the first example. */
  readonly prompt?: Text;
  /** Absent: nothing of the record can be scored. */
  readonly completions?: readonly Text[];
  readonly tiers?: readonly (readonly number[])[];
  readonly scores?: readonly number[];
  /** Codes, by place. */
  readonly problems?: readonly string[];
}

export const published: readonly Published[] = [...publishedPairs, ...publishedRankings];
