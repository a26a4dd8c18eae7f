import type { Annotated } from './annotated.ts';

/**
 * `stagesLoss` of a strict ranking in plain weights, with one logarithm for the whole example instead of one
 * in every link of a chain: 1.6 times as fast. With rho_k the later weight over that of place k, the loss is
 * log prod_k (1 + rho_k); the product less 1 is summed from positive terms, so tiny losses keep their digits.
 * Infinity when the rewards lie too far apart for plain numbers: then it has filled nothing of use.
 */
export function strictLoss(a: Annotated): number {
  const { count, reward, gradient, top, share, restShare } = a;
  let largest = reward[0];
  let smallest = reward[0];
  for (let k = 1; k < count; k++) {
    const r = reward[k];
    largest = Math.max(r, largest);
    smallest = Math.min(r, smallest);
  }
  // Weights stay far from the smallest normal number, e^-708, where digits are lost.
  if (largest - smallest > 600) return Number.POSITIVE_INFINITY;

  let later = Math.exp(reward[count - 1] - largest);
  let product = 0;
  share[count - 1] = 1;
  restShare[count - 1] = 0;
  for (let k = count - 2; k >= 0; k--) {
    const weight = Math.exp(reward[k] - largest);
    const total = weight + later;
    const rho = later / weight;
    product += rho + product * rho;
    share[k] = weight / total;
    restShare[k] = later / total;
    later = total;
  }

  let pull = 0;
  let front = 1;
  for (let k = 0; k < count; k++) {
    const rest = restShare[k];
    gradient[k] = pull * share[k] - rest;
    top[k] = front * share[k];
    pull = (pull + 1) * rest;
    front *= rest;
  }
  return Math.log1p(product);
}
