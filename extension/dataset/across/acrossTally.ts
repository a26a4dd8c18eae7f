import type { Code } from '../problems.ts';
import type { ExampleFacts } from './exampleFacts.ts';
import { KeyTable } from './keyTable.ts';

/** A problem that two records have together, or the file as a whole. */
export interface AcrossProblem {
  readonly code: Code;
  /** 1-based; 0 = of the whole file. */
  readonly line: number;
  /** The other place, 1-based. */
  readonly other?: number;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Below this many examples a rate says nothing. */
const fewest = 50;
/** Standard deviations from chance, and share of examples, from which on a rate is worth a word. */
const deviations = 5;
const share = 0.1;

/**
 * Finds what only several records show, as they come: contradictions, duplicates, ids used twice, formats mixed; and at the end
 * what the file as a whole shows: rankings that are all in file order, the longest completion best far more or less often than by
 * chance. Some 30 bytes an example, no texts; beyond some millions of examples those that come are held against the ones before them
 * only, which `notCompared` counts.
 */
export function acrossTally() {
  /** First line by what is asked, marked with the ranking it has. */
  const asked = new KeyTable();
  /** First line by any other ranking of what was asked before. */
  const ranked = new KeyTable();
  const ids = new KeyTable();
  const formats = new Map<string, number>();
  const order = { count: 0, inFile: 0 };
  // The chance that the longest is a best one differs from example to example.
  const length = { count: 0, best: 0, expected: 0, variance: 0 };

  return {
    /** Problems of this example with those before it. `line` is 1-based. */
    add(facts: ExampleFacts, line: number): readonly AcrossProblem[] {
      let found = nothing;
      const rival = asked.firstOf(facts.asked, line, facts.ranked >>> 0);
      const isTwin = rival !== 0 && asked.mark === facts.ranked >>> 0;
      const twin = isTwin ? rival : rival === 0 ? 0 : ranked.firstOf(facts.ranked, line);
      if (twin !== 0) found = [{ code: 'duplicate-record', line, other: twin }];
      else if (rival !== 0) found = [{ code: 'contradicting-rankings', line, other: rival }];
      const namesake = facts.id === undefined ? 0 : ids.firstOf(facts.id, line);
      // A copy has its id, too; rankings of one line may share theirs.
      if (namesake !== 0 && namesake !== line && twin === 0)
        found = [...found, { code: 'id-used-twice', line, other: namesake }];
      if (!formats.has(facts.format)) {
        const [first] = formats.values();
        formats.set(facts.format, line);
        if (first !== undefined)
          found = [
            ...found,
            {
              code: 'formats-mixed',
              line,
              other: first,
              data: { own: facts.format, first: [...formats.keys()][0] },
            },
          ];
      }
      if (facts.inFileOrder !== undefined) {
        order.count++;
        if (facts.inFileOrder) order.inFile++;
      }
      if (facts.longestIsBest !== undefined) {
        const chance = facts.best / facts.count;
        length.count++;
        length.expected += chance;
        length.variance += chance * (1 - chance);
        if (facts.longestIsBest) length.best++;
      }
      return found;
    },
    /** Examples that none of the later ones is held against. */
    notCompared: () => Math.max(asked.left + ranked.left, ids.left),
    /** Problems of the file as a whole. */
    whole(): AcrossProblem[] {
      const found: AcrossProblem[] = [];
      if (order.count >= fewest && order.inFile === order.count)
        found.push({ code: 'all-in-file-order', line: 0, data: { count: order.count } });
      const { count, best, expected, variance } = length;
      const excess = best - expected;
      if (
        count >= fewest &&
        Math.abs(excess) > deviations * Math.sqrt(variance) &&
        Math.abs(excess) > share * count
      ) {
        const percent = (value: number) => Math.round((100 * value) / count);
        found.push({
          code: 'length-decides',
          line: 0,
          data: { count, rate: percent(best), chance: percent(expected), more: excess > 0 ? 1 : 0 },
        });
      }
      return found;
    },
  };
}

const nothing: readonly AcrossProblem[] = [];
