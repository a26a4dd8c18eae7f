import { optionOf } from '../formats/format.ts';
import { type RankingMeaning, rankingChoice, rankingMeanings } from '../formats/rankingMeaning.ts';
import type { Reading } from '../reading.ts';

/** How the scanner reads a file: what `ranking` means, by its place in `rankingMeanings`, and a bit for each format it may find. */
export interface FilterReading {
  readonly meaning: number;
  readonly formats: number;
}

/** Formats the scanner reads, by the numbers it gives them. */
export const scannedFormats = ['', 'native', 'pair', 'implicit-pair'] as const;
const all = 0b1110;

/** Undefined where nothing of a file is read as the scanner reads it. */
export function filterReading({ format, chosen = {}, columns }: Reading): FilterReading | undefined {
  if (columns) return undefined;
  const own = scannedFormats.indexOf(format as (typeof scannedFormats)[number]);
  if (format !== undefined && own < 1) return undefined;
  return {
    meaning: rankingMeanings.indexOf(optionOf(rankingChoice, chosen) as RankingMeaning),
    formats: own < 1 ? all : 1 << own,
  };
}
