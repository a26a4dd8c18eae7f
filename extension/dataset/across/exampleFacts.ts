import { tierOfEach } from '../../preference/ranking.ts';
import type { Example, Text } from '../example.ts';
import { numbersHash, textHash } from './textHash.ts';

/** What one example says to the others of its file; numbers only, so that a million of them fit. */
export interface ExampleFacts {
  /** Prompt and the set of completions, in any order. */
  readonly asked: number;
  /** The same with the tier of each. */
  readonly ranked: number;
  readonly id: number | undefined;
  readonly format: string;
  /** K, and how many stand in the best tier. */
  readonly count: number;
  readonly best: number;
  /** Every completion stands before those of later tiers; undefined where the format itself orders them. */
  readonly inFileOrder: boolean | undefined;
  /** Whether the one longest completion is a best one; undefined where there is no one longest. */
  readonly longestIsBest: boolean | undefined;
}

/** Formats whose order of completions is the ranking. */
const ordering = new Set(['output-list']);

export function exampleFacts(example: Example): ExampleFacts {
  const { prompt, completions, tiers, format, id, places } = example;
  const tierOf = tierOfEach(tiers, completions.length);
  const hashes = completions.map((text) => textHash(keyOf(text)));
  const order = [...hashes.keys()].sort((a, b) => hashes[a] - hashes[b]);
  const question = textHash(keyOf(prompt));
  const lengths = completions.map(lengthOf);
  const longest = Math.max(...lengths);
  const isOnly = lengths.indexOf(longest) === lengths.lastIndexOf(longest);
  const isOrdered = places.ranking === undefined || ordering.has(format);
  return {
    asked: numbersHash([question, ...order.map((i) => hashes[i])]),
    ranked: numbersHash([question, ...order.flatMap((i) => [hashes[i], tierOf[i]])]),
    // As it stands in a file, where a number has no quotes.
    id: id === undefined ? undefined : textHash(JSON.stringify(id).slice(1, -1)),
    format,
    count: completions.length,
    best: tiers[0].length,
    inFileOrder: isOrdered ? undefined : tierOf.every((tier, i) => i === 0 || tier >= tierOf[i - 1]),
    longestIsBest: isOnly && tiers.length > 1 ? tierOf[lengths.indexOf(longest)] === 0 : undefined,
  };
}

/** As it stands in most files, so that the scanner need not decode it. */
const keyOf = (text: Text) => JSON.stringify(text);
const lengthOf = (text: Text) =>
  typeof text === 'string' ? text.length : text.reduce((sum, { content }) => sum + content.length, 0);
