import { needsGap, type PairOptions } from './pairOptions.ts';
import { hasPreference, type Tiers } from './ranking.ts';
import { seeded } from './seeded.ts';

/** A ranking to make pairs of. */
export interface PairSource {
  readonly tiers: Tiers;
  /** [K] implicit rewards, nats, where they are known; NaN where one is not. */
  readonly rewards?: ArrayLike<number>;
  /** [K] annotated scores, where the record has some. */
  readonly scores?: ArrayLike<number>;
  /** Identity of the ranking, for what is drawn. */
  readonly key: string;
}

/** Places of two completions of which the first is annotated better. */
export interface Pair {
  readonly chosen: number;
  readonly rejected: number;
  /** By the options' measure; NaN where it is not known and was not needed. */
  readonly gap: number;
}

/**
 * Why a ranking gives no pair: everything tied, no rewards or scores to measure gaps by, all gaps outside the limits,
 * more pairs than can be looked at.
 */
export const leftOutCauses = ['tied', 'no-reward', 'no-scores', 'gap', 'too-many'] as const;
export type LeftOut = (typeof leftOutCauses)[number];

export interface BuiltPairs {
  /** In the order of tiers, then of the file. */
  readonly pairs: readonly Pair[];
  readonly leftOut: LeftOut | undefined;
}

/** All pairs of ten thousand responses would fill the memory. */
const mostPairs = 100_000;
/** A ranking of more is no work of a person, and would take minutes. */
const mostLooked = 20_000_000;
const mostTiers = 5000;

/** Training pairs of one ranking. Completions of one tier are never a pair. */
export function buildPairs(source: PairSource, options: PairOptions): BuiltPairs {
  const tiers = source.tiers.filter((tier) => tier.length > 0);
  if (!hasPreference(tiers)) return { pairs: [], leftOut: 'tied' };
  // Pairs of tiers alone would be too many.
  if (options.strategy === 'all' && tiers.length > mostTiers) return { pairs: [], leftOut: 'too-many' };
  const between = [...tierPairs(tiers.length, options.strategy)];
  if (
    between.reduce((sum, [upper, lower]) => sum + tiers[upper].length * tiers[lower].length, 0) > mostLooked
  )
    return { pairs: [], leftOut: 'too-many' };
  const gapOf = gapsBy(source, options);
  const mustKnow = needsGap(options);
  const draw = seeded(options.seed, source.key);
  const isOne = options.strategy === 'best-worst' || options.strategy === 'best-random';
  const limit = isOne ? 1 : Math.min(mostPairs, Math.max(1, options.maxPerPrompt ?? mostPairs));
  const byGap = !isOne && options.keep === 'largest';
  const best = keeper(limit, byGap);
  let [seen, known] = [0, 0];
  for (const [upper, lower] of between)
    for (const chosen of tiers[upper])
      for (const rejected of tiers[lower]) {
        const gap = gapOf(chosen, rejected, lower - upper);
        // Drawn for every pair, so that a limit on gaps does not move what is drawn for the others.
        const lot = draw();
        const place = seen++;
        if (!Number.isNaN(gap)) known++;
        else if (mustKnow) continue;
        if (gap < (options.minGap ?? -Infinity) || gap > (options.maxGap ?? Infinity)) continue;
        best.add({ chosen, rejected, gap, lot, place });
      }
  const pairs = best.all().map(({ chosen, rejected, gap }) => ({ chosen, rejected, gap }));
  if (pairs.length > 0) return { pairs, leftOut: undefined };
  if (known > 0) return { pairs, leftOut: 'gap' };
  return { pairs, leftOut: options.gap === 'scores' ? 'no-scores' : 'no-reward' };
}

function gapsBy({ rewards, scores }: PairSource, { gap }: PairOptions) {
  if (gap === 'tiers') return (_chosen: number, _rejected: number, apart: number) => apart;
  const values = gap === 'reward' ? rewards : scores;
  return (chosen: number, rejected: number) => (values ? values[chosen] - values[rejected] : Number.NaN);
}

/** Upper and lower tier of each pair of tiers that the strategy asks for. */
function* tierPairs(count: number, strategy: PairOptions['strategy']): Generator<readonly [number, number]> {
  if (strategy === 'best-worst') yield [0, count - 1];
  else if (strategy === 'best-random') for (let lower = 1; lower < count; lower++) yield [0, lower];
  else if (strategy === 'adjacent') for (let lower = 1; lower < count; lower++) yield [lower - 1, lower];
  else
    for (let upper = 0; upper < count; upper++)
      for (let lower = upper + 1; lower < count; lower++) yield [upper, lower];
}

interface Drawn extends Pair {
  readonly lot: number;
  readonly place: number;
}

/** The first `limit` of what is added, by gap (largest first) and lot, or by lot alone; given back in their places. */
function keeper(limit: number, byGap: boolean) {
  let kept: Drawn[] = [];
  const cut = () => {
    kept.sort((a, b) => (byGap && a.gap !== b.gap && b.gap - a.gap) || a.lot - b.lot);
    kept = kept.slice(0, limit);
  };
  return {
    add(one: Drawn): void {
      kept.push(one);
      if (kept.length > 2 * limit + 64) cut();
    },
    all(): readonly Drawn[] {
      if (kept.length > limit) cut();
      return kept.sort((a, b) => a.place - b.place);
    },
  };
}
