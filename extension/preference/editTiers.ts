import type { Tiers } from './ranking.ts';

/*
 * How a person re-ranks, one completion at a time. `item` is a completion; all functions give new tiers, or the same
 * object where nothing changes.
 */

/** One place up: out of its tie group, above it; or, standing alone, above the next better tier. */
export function movedUp(tiers: Tiers, item: number): Tiers {
  const t = tierOf(tiers, item);
  if (t < 0) return tiers;
  if (tiers[t].length > 1)
    return [...tiers.slice(0, t), [item], without(tiers[t], item), ...tiers.slice(t + 1)];
  if (t === 0) return tiers;
  return [...tiers.slice(0, t - 1), [item], tiers[t - 1], ...tiers.slice(t + 1)];
}

export function movedDown(tiers: Tiers, item: number): Tiers {
  const turned = [...tiers].reverse();
  const moved = movedUp(turned, item);
  return moved === turned ? tiers : [...moved].reverse();
}

/** Tied with the tier above; a completion that is tied already is untied, and stands alone below those it was tied with. */
export function tieToggled(tiers: Tiers, item: number): Tiers {
  const t = tierOf(tiers, item);
  if (t < 0) return tiers;
  if (tiers[t].length > 1) return movedDown(tiers, item);
  if (t === 0) return tiers;
  return [...tiers.slice(0, t - 1), [...tiers[t - 1], item], ...tiers.slice(t + 1)];
}

/** Alone in a tier of its own, directly above or below the tier that holds `target`. */
export function placedBeside(tiers: Tiers, item: number, target: number, side: 'above' | 'below'): Tiers {
  if (item === target) return tiers;
  const rest = tiers.map((tier) => without(tier, item)).filter((tier) => tier.length > 0);
  const t = tierOf(rest, target) + (side === 'below' ? 1 : 0);
  return [...rest.slice(0, t), [item], ...rest.slice(t)];
}

function tierOf(tiers: Tiers, item: number): number {
  return tiers.findIndex((tier) => tier.includes(item));
}

function without(tier: readonly number[], item: number): readonly number[] {
  return tier.filter((other) => other !== item);
}
