import { logLikelihood } from './plackettLuce.ts';
import type { Tiers } from './ranking.ts';

/** What speaks against the annotation of one example, for whoever judges it. */
export interface Evidence {
  /** log P(tiers turned round) - log P(tiers), nats. */
  readonly turned: number;
  /** log P(the likeliest order in tiers of the same sizes) - log P(tiers), nats; never below 0. */
  readonly better: number;
  /** Place of the best reward of the first tier among all rewards, 1 = largest; equal rewards share the better place. */
  readonly bestPlace: number;
}

/** `rewards` [K] nats, finite; `tiers` with a preference. */
export function evidence(rewards: ArrayLike<number>, tiers: Tiers): Evidence {
  const given = logLikelihood(rewards, tiers);
  const best = tiers[0].reduce((most, i) => Math.max(most, rewards[i]), Number.NEGATIVE_INFINITY);
  return {
    turned: logLikelihood(rewards, reversed(tiers)) - given,
    better: Math.max(0, logLikelihood(rewards, likeliest(rewards, tiers)) - given),
    bestPlace: 1 + Array.from(rewards).filter((reward) => reward > best).length,
  };
}

export function reversed(tiers: Tiers): Tiers {
  return [...tiers].reverse();
}

/** The completions by falling reward, in tiers of the same sizes. */
export function likeliest(rewards: ArrayLike<number>, tiers: Tiers): Tiers {
  const order = Array.from(rewards, (_, i) => i).sort((a, b) => rewards[b] - rewards[a] || a - b);
  let from = 0;
  return tiers.map(({ length }) => {
    from += length;
    return order.slice(from - length, from);
  });
}
