import type { FileReading } from './fileReading.ts';
import { formatFor, type Reading } from './reading.ts';

/** A `FileReading` as it is kept with a run, whose own request has the reading: without words, which belong to a language. */
export type KeptReading = Omit<FileReading, 'format' | 'reading'> & {
  /** Name of the format. */
  readonly format?: string;
};

export function keepReading({ format, reading: _, ...kept }: FileReading): KeptReading {
  return { ...kept, format: format?.name };
}

/** What was kept of `reading`. A format that this version does not know is none. */
export function readingKept({ format: name, ...kept }: KeptReading, reading: Reading = {}): FileReading {
  const format = name === undefined ? undefined : formatFor({}, { format: name, columns: reading.columns });
  return {
    ...kept,
    reading,
    format: format && { name: format.name, title: format.title, choices: format.choices },
  };
}
