import { layerParameters, shape } from './makeModel.ts';

/** One prompt with K completions, all of given lengths in tokens. */
export interface Workload {
  readonly K: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly vocabulary: number;
}

export function nameOf({ K, promptTokens, completionTokens, vocabulary }: Workload): string {
  return `K${K}-P${promptTokens}-C${completionTokens}-V${Math.round(vocabulary / 1000)}k`;
}

/** Token ids, the same for every way of scoring. */
export function tokensOf({ K, promptTokens, completionTokens, vocabulary }: Workload) {
  let state = 7;
  const ids = (length: number) =>
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % vocabulary;
    });
  return { prompt: ids(promptTokens), completions: Array.from({ length: K }, () => ids(completionTokens)) };
}

/** Floating-point operations that the answer needs: the prompt once, each completion once, the head on the completions' rows only. */
export function usefulOperations({ K, promptTokens: P, completionTokens: C, vocabulary }: Workload): number {
  const { layers, width } = shape;
  const tokens = P + K * C;
  // A token looks back at all before it: two products of [1, width] with them.
  const lookedAt = (P * P) / 2 + K * (P * C + (C * C) / 2);
  return 2 * (layerParameters * tokens + 2 * layers * width * lookedAt + width * vocabulary * K * C);
}
