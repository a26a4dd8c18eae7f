import { tiersFromRanks, tiersFromScores } from '../preference/ranking.ts';
import { isObject, type JsonObject } from './formats/format.ts';
import { indicesFrom, type RankingMeaning, rankingMeanings } from './formats/rankingMeaning.ts';

/** Enough to see how a file is meant: more records change no decision that a person would make. */
const recordsLooked = 20_000;

/** What `"ranking"` means in a file, told from many of its records together. */
export interface Direction {
  readonly meaning: RankingMeaning;
  /**
   * Why: as the field is documented; because nothing else fits the records; or because scores beside the rankings agree with it.
   */
  readonly because: 'documented' | 'onlyOneFits' | 'scores';
  /** Other meanings that fit every record just as well, with nothing to tell them apart. */
  readonly others: readonly RankingMeaning[];
  /** 1-based place among the records looked at, and the ranking, of one that the meanings read differently. */
  readonly example?: {
    readonly ranking: readonly number[];
    readonly tiers: Readonly<Record<string, readonly (readonly number[])[]>>;
  };
}

/**
 * Whether `"ranking"` is an order or a list of ranks, counts from 0 or from 1, has the best lowest or highest: one record often
 * allows several, a file few. A meaning fits a file where it fits all but 2 % of its records, as some are always wrong; scores in
 * the record that agree with one meaning, and with no other, decide.
 */
export function directionTally() {
  let records = 0;
  const fits = new Map<RankingMeaning, number>();
  const agrees = new Map<RankingMeaning, number>();
  let withScores = 0;
  let example: Direction['example'];
  // The best example is one that each meaning reads otherwise.
  let shown = 1;
  return {
    get decided(): boolean {
      return records >= recordsLooked;
    },
    add(record: unknown): void {
      if (records >= recordsLooked || !isObject(record)) return;
      const found = rankingOf(record);
      if (!found) return;
      records++;
      const { ranking, count, hasTies } = found;
      const tiers = new Map(
        rankingMeanings.flatMap((meaning) => {
          // A list in it is a tie, which only an order has.
          const read = hasTies && meaning.startsWith('ranks') ? undefined : tiersOf(ranking, count, meaning);
          return read ? [[meaning, read] as const] : [];
        }),
      );
      for (const meaning of tiers.keys()) increase(fits, meaning);
      const readings = new Set([...tiers.values()].map((read) => JSON.stringify(read))).size;
      if (!hasTies && readings > shown) {
        shown = readings;
        example = { ranking, tiers: Object.fromEntries(tiers) };
      }
      const expected = hasTies ? undefined : scoredOrder(record, count);
      if (!expected) return;
      withScores++;
      for (const [meaning, read] of tiers) if (agree(read, expected)) increase(agrees, meaning);
    },
    /** Undefined where no record has a `"ranking"` of numbers. */
    decide(): Direction | undefined {
      if (records === 0) return undefined;
      const most = (counts: ReadonlyMap<RankingMeaning, number>, of: number) =>
        rankingMeanings.filter((meaning) => (counts.get(meaning) ?? 0) >= 0.98 * of);
      const fitting = most(fits, records);
      // Ranks fit almost anything: a few wrong orders do not make a file one of ranks.
      const wrong = records - (fits.get('order') ?? 0);
      const isOrder = wrong < 3 || (wrong < records && wrong <= Math.max(5, 0.02 * records));
      if (isOrder && !fitting.includes('order')) fitting.unshift('order');
      const agreeing =
        withScores > 0 ? most(agrees, withScores).filter((meaning) => fitting.includes(meaning)) : [];
      if (agreeing.length > 0 && agreeing.length < fitting.length && !agreeing.includes('order'))
        return { meaning: agreeing[0], because: 'scores', others: agreeing.slice(1), example };
      if (fitting.length === 0 || fitting[0] === 'order' || agreeing[0] === 'order')
        return { meaning: 'order', because: 'documented', others: [], example };
      const others = fitting.slice(1);
      const because = others.length === 0 ? 'onlyOneFits' : 'documented';
      return { meaning: fitting[0], because, others, example };
    },
  };
}

function increase(counts: Map<RankingMeaning, number>, meaning: RankingMeaning): void {
  counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
}

function rankingOf(record: JsonObject) {
  const { ranking, responses } = record;
  if (!Array.isArray(responses) || !Array.isArray(ranking) || ranking.length === 0) return undefined;
  const flat: unknown[] = ranking.flat();
  if (!flat.every((value) => typeof value === 'number' && Number.isFinite(value))) return undefined;
  const hasTies = ranking.some(Array.isArray);
  return { ranking: flat as readonly number[], count: responses.length, hasTies };
}

function tiersOf(ranking: readonly number[], count: number, meaning: RankingMeaning) {
  if (meaning === 'ranks' || meaning === 'ranks-highest') {
    if (ranking.length !== count) return undefined;
    return meaning === 'ranks' ? tiersFromRanks(ranking) : tiersFromScores(ranking);
  }
  const indices = indicesFrom(ranking, meaning);
  const named = new Set(indices);
  const right = indices.every((index) => Number.isInteger(index) && index >= 0 && index < count);
  return right && named.size === indices.length ? indices.map((index) => [index]) : undefined;
}

/** Scores of the responses that stand beside the ranking. */
function scoredOrder({ scores }: JsonObject, count: number): readonly number[] | undefined {
  const right =
    Array.isArray(scores) && scores.length === count && scores.every((value) => typeof value === 'number');
  return right && new Set(scores).size > 1 ? (scores as number[]) : undefined;
}

/** No tier has a response with a higher score than one of a tier before it. */
function agree(tiers: readonly (readonly number[])[], scores: readonly number[]): boolean {
  let least = Number.POSITIVE_INFINITY;
  for (const tier of tiers) {
    const own = tier.map((index) => scores[index]);
    if (Math.max(...own) > least) return false;
    least = Math.min(least, ...own);
  }
  return true;
}
