import type { Tiers } from './ranking.ts';

/**
 * One example laid out in annotated order, best tier first. It is scratch: filled anew for every example,
 * so that a million examples allocate nothing. [K] arrays below are in annotated order.
 */
export interface Annotated {
  /** K, completions. */
  count: number;
  /** T, tiers. Tier t owns places `bounds[t]..bounds[t + 1] - 1`. */
  tierCount: number;
  readonly bounds: Uint32Array;
  /** [K] index of the completion in file order. */
  readonly place: Uint32Array;
  /** [K] implicit rewards, nats. */
  readonly reward: Float64Array;
  /** [K] results of `tieredLoss`: d loss / d reward, and the probability to be ranked first. */
  readonly gradient: Float64Array;
  readonly top: Float64Array;
  /** [K] loss of the stage that picks a tier, nats, at the tier's first place; 0 for the last tier. */
  readonly stageLoss: Float64Array;
  /** [K] share of a completion, and [T] of all later tiers, in the total weight from its tier on. */
  readonly share: Float64Array;
  readonly restShare: Float64Array;
  /** [T] d (loss of this tier) / d (log of the total weight of all later tiers). */
  readonly restGradient: Float64Array;
  /** [K] scratch of `tieredLoss`. */
  readonly logWeight: Float64Array;
}

/** Scratch for examples of at most `capacity` completions. */
export function annotated(capacity: number): Annotated {
  const column = () => new Float64Array(capacity);
  return {
    count: 0,
    tierCount: 0,
    bounds: new Uint32Array(capacity + 1),
    place: new Uint32Array(capacity),
    reward: column(),
    gradient: column(),
    top: column(),
    stageLoss: column(),
    share: column(),
    restShare: column(),
    restGradient: column(),
    logWeight: column(),
  };
}

/** Lays out one example. Empty tiers are skipped; what no tier names is left out. */
export function arrange(rewards: ArrayLike<number>, tiers: Tiers): Annotated {
  const a = annotated(rewards.length);
  for (const tier of tiers) {
    if (tier.length === 0) continue;
    for (const index of tier) {
      a.place[a.count] = index;
      a.reward[a.count++] = rewards[index];
    }
    a.bounds[++a.tierCount] = a.count;
  }
  return a;
}

/** `values` (annotated order) back in file order. */
export function inFileOrder(a: Annotated, values: Float64Array): Float64Array {
  const out = new Float64Array(a.count);
  for (let k = 0; k < a.count; k++) out[a.place[k]] = values[k];
  return out;
}
