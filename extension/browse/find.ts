import { stat } from 'node:fs/promises';
import { containerOf } from '../dataset/containers/containerOf.ts';
import { readingOf } from '../dataset/fileReading.ts';
import { formats } from '../dataset/formats/index.ts';
import { findMatches, type Matches } from './matches.ts';
import { NumberList } from './numberList.ts';
import { ProblemStore } from './problemStore.ts';
import type { FindCalls, FindEvents } from './protocol.ts';
import { RecordIndex } from './recordIndex.ts';

/** The eye wants no more. */
const tellMs = 120;

/** Searches a whole file once, without an index. Rejects as the file system does. */
export function finder(events: FindEvents): FindCalls {
  return {
    async find({ dataset, reading }, text) {
      const { signal } = new AbortController();
      const found = await readingOf(dataset, reading, signal);
      const { kind, packing } = await containerOf(dataset);
      const isPlain = kind === 'lines' && !packing;
      const format = formats.find(({ name }) => name === found.format?.name);
      const matches: Matches = { lines: new NumberList(), share: 0 };
      let told = Date.now();
      await findMatches(
        {
          path: dataset,
          index: new RecordIndex(),
          reading: found.reading,
          way: isPlain && format?.group === undefined ? 'lines' : 'records',
        },
        { text },
        {
          store: new ProblemStore(),
          bytes: (await stat(dataset)).size,
          matches,
          signal,
          told() {
            if (Date.now() - told < tellMs) return;
            told = Date.now();
            events.searched(matches.share);
          },
        },
      );
      return matches.lines.slice(0, matches.lines.length);
    },
  };
}
