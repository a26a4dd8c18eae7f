import { numbersHash } from '../../dataset/across/textHash.ts';
import { Status } from '../../preference/rows.ts';
import type { StoredRun } from '../stored/readRun.ts';

/** Which example each row of one run is: numbers shared by all runs. */
export interface MatchedRun {
  /** [examples so far] row of the run + 1; 0 = the run does not have the example. May be longer or shorter than the final number. */
  readonly rowOf: Uint32Array;
  /** [rows] as in `PairedRun`. */
  readonly variant: Uint8Array;
  readonly label: Uint8Array;
}

/** A record that says an example, and the annotated ranking it says. */
interface Version {
  readonly hash: string;
  readonly tiers: number;
  readonly ranked: number;
  readonly variant: number;
  readonly label: number;
}

type Places = number | number[];

/**
 * Finds the same examples in one run after the other: first by the text of the record, then, of what is left, by prompt and completions
 * alone, whose ranking or other fields may have changed. Equal ones are matched in the order of their lines. Malformed rows are nobody.
 */
export function runMatcher() {
  const byHash = new Map<string, Places>();
  const byTexts = new Map<number, Places>();
  /** [examples] */
  const versions: Version[][] = [];
  return {
    get examples(): number {
      return versions.length;
    },
    /** Rows are in the order of their lines. `fresh` is told of each row that is an example no run had before, in order. */
    add({ rows, asked, ranked }: StoredRun, fresh: (row: number) => void): MatchedRun {
      const n = rows.line.length;
      const rowOf = new Uint32Array(versions.length + n);
      const variant = new Uint8Array(n);
      const label = new Uint8Array(n);
      const take = (row: number, example: number) => {
        rowOf[example] = row + 1;
        const known = versions[example];
        const before = known.length;
        const version = versionOf(known, rows.hash[row], tiersKey(rows, row), ranked[row]);
        variant[row] = version.variant;
        label[row] = version.label;
        // Later runs find the example by this record, too.
        const isNew =
          known.length > before && known.findIndex(({ hash }) => hash === version.hash) === before;
        if (isNew) note(byHash, version.hash, example);
      };
      const free = freePlaces(rowOf);
      const left: number[] = [];
      for (let row = 0; row < n; row++) {
        if (rows.status[row] === Status.malformed) continue;
        const example = free(byHash.get(rows.hash[row]));
        if (example === undefined) left.push(row);
        else take(row, example);
      }
      for (const row of left) {
        let example = Number.isNaN(asked[row]) ? undefined : free(byTexts.get(asked[row]));
        if (example === undefined) {
          example = versions.push([]) - 1;
          if (!Number.isNaN(asked[row])) note(byTexts, asked[row], example);
          fresh(row);
        }
        take(row, example);
      }
      return { rowOf, variant, label };
    },
  };
}

/** The first of the places that this run has not taken yet; a list is not searched from its start again. */
function freePlaces(rowOf: Uint32Array) {
  const passed = new Map<number[], number>();
  return (places: Places | undefined): number | undefined => {
    if (places === undefined) return undefined;
    if (typeof places === 'number') return rowOf[places] === 0 ? places : undefined;
    let at = passed.get(places) ?? 0;
    while (at < places.length && rowOf[places[at]] !== 0) at++;
    passed.set(places, at);
    return places[at];
  };
}

function note<Key>(places: Map<Key, Places>, key: Key, example: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, example);
  else if (typeof known === 'number') places.set(key, [known, example]);
  else known.push(example);
}

/** The version of an example that a record is, which is added to those known when it is another one. */
function versionOf(known: Version[], hash: string, tiers: number, ranked: number): Version {
  const same = known.find((version) => version.hash === hash && version.tiers === tiers);
  if (same) return same;
  const ofRecord = known.find((version) => version.hash === hash);
  // A record that was read in another way says another ranking with the same text.
  const ofRanking = ofRecord ? undefined : known.find((version) => version.ranked === ranked);
  const next = (numbers: readonly number[]) => Math.min(254, Math.max(-1, ...numbers) + 1);
  const version = {
    hash,
    tiers,
    ranked,
    variant: ofRecord?.variant ?? next(known.map((other) => other.variant)),
    label: ofRanking?.label ?? next(known.map((other) => other.label)),
  };
  known.push(version);
  return version;
}

/** The tiers of a row as a number: exact up to 12 completions. */
function tiersKey({ offsets, tier }: StoredRun['rows'], row: number): number {
  const [from, to] = [offsets[row], offsets[row + 1]];
  if (to - from > 12) return numbersHash(Array.from(tier.subarray(from, to)));
  let key = 1;
  for (let c = from; c < to; c++) key = 16 * key + tier[c];
  return key;
}
