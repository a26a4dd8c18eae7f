import { stat } from 'node:fs/promises';
import { type Direction, directionTally } from './direction.ts';
import type { Format } from './formats/format.ts';
import { native } from './formats/native.ts';
import { rankingChoice } from './formats/rankingMeaning.ts';
import { readLines } from './lines.ts';
import { formatFor, type Reading } from './reading.ts';
import { type ReadingBeside, readingBeside } from './readingFile.ts';
import { recordIn } from './recordIn.ts';

/** What a file was taken for, and why. */
export interface FileReading {
  /** Records that were looked at; none of a pipe, which can be read only once. */
  readonly records: number;
  readonly reading: Reading;
  /** Of most of its first records; undefined where no format knows them. */
  readonly format: Pick<Format, 'name' | 'title' | 'choices'> | undefined;
  /** What its rankings mean, where that is a question. */
  readonly direction: Direction | undefined;
  /** Who said so: a person, a file beside it, or only the records. */
  readonly from: 'given' | 'records' | ReadingBeside['from'];
  /** Why the file beside it cannot be used, and what to do. */
  readonly wrong?: string;
}

/** Records and bytes that are looked at, which takes a moment for any file. */
const recordsLooked = 20_000;
const unitsLooked = 1 << 24;

/**
 * How a file is to be read: as somebody said (`given`, or a file beside it), and where nobody did as most of its records want it.
 * Rejects as the file system does, or with the signal's reason.
 */
export async function readingOf(
  dataset: string,
  given?: Reading,
  signal?: AbortSignal,
): Promise<FileReading> {
  const beside = given ? undefined : await readingBeside(dataset);
  const said = given ?? beside?.reading ?? {};
  const counts = new Map<Format, number>();
  const lines = (await stat(dataset)).isFile() ? readLines(dataset, { signal }) : [];
  const direction = directionTally();
  let [records, units] = [0, 0];
  look: for await (const block of lines) {
    for (const { text } of block) {
      records++;
      units += text.length;
      if (records > recordsLooked || units > unitsLooked) break look;
      const record = recordIn(text);
      const format = record && formatFor(record, said);
      if (!format) continue;
      counts.set(format, (counts.get(format) ?? 0) + 1);
      if (format === native) direction.add(record);
    }
  }
  const [format] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const found = said.chosen?.[rankingChoice.name] === undefined ? direction.decide() : undefined;
  // Where several meanings would do nothing is changed until a person says; but ranks are lowest first, as the word says.
  const isDecided =
    found !== undefined &&
    found.meaning !== 'order' &&
    (found.others.length === 0 || found.meaning === 'ranks');
  const chosen = isDecided ? { ...said.chosen, [rankingChoice.name]: found.meaning } : said.chosen;
  return {
    records,
    reading: chosen ? { ...said, chosen } : said,
    format: format && { name: format.name, title: format.title, choices: format.choices },
    direction: found,
    from: given ? 'given' : (beside?.from ?? 'records'),
    ...(beside?.wrong === undefined ? {} : { wrong: beside.wrong }),
  };
}
