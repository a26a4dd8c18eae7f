import type { Annotated } from './annotated.ts';
import { fastExp } from './fastExp.ts';

/** Completions above the last tier, if each of them is a tier of its own: a ladder. Else undefined. */
export function rungsOf({ bounds, tierCount }: Annotated): number | undefined {
  const rungs = bounds[tierCount - 1];
  return rungs === tierCount - 1 ? rungs : undefined;
}

/** Weights stay far from the smallest normal number, e^-708, where digits are lost, and from the largest. */
const farthest = 300;

/**
 * `stagesLoss` of a ladder (a strict ranking, one best of many, a top few) in plain weights, with one logarithm for the
 * whole example instead of one in every link of a chain: 1.6 times as fast. Weights are relative to the last one. With
 * odds_k the later weight over that of place k, the loss is log prod_k (1 + odds_k); the product less 1 is summed from
 * positive terms, so tiny losses keep their digits. Infinity when the rewards lie too far apart for plain numbers: then
 * nothing of use is filled.
 */
export function ladderLoss(a: Annotated, rungs: number): number {
  const { count, reward, gradient, top, share, restShare } = a;
  const last = reward[count - 1];
  let later = 0;
  for (let k = count - 1; k >= rungs; k--) {
    const above = reward[k] - last;
    if (!(above < farthest && above > -farthest)) return Number.POSITIVE_INFINITY;
    share[k] = fastExp(above);
    later += share[k];
  }
  for (let k = rungs; k < count; k++) share[k] /= later;
  let product = 0;
  for (let k = rungs - 1; k >= 0; k--) {
    const above = reward[k] - last;
    if (!(above < farthest && above > -farthest)) return Number.POSITIVE_INFINITY;
    const weight = fastExp(above);
    const total = weight + later;
    const odds = later / weight;
    product += odds + product * odds;
    share[k] = weight / total;
    restShare[k] = later / total;
    later = total;
  }

  let pull = 0;
  let front = 1;
  for (let k = 0; k < rungs; k++) {
    const rest = restShare[k];
    gradient[k] = pull * share[k] - rest;
    top[k] = front * share[k];
    pull = (pull + 1) * rest;
    front *= rest;
  }
  for (let k = rungs; k < count; k++) {
    gradient[k] = pull * share[k];
    top[k] = front * share[k];
  }
  return Math.log1p(product);
}
