import { readFileSync } from 'node:fs';

/** What every way of the benchmark does: valid JSON, the required fields are there, `ranking` is a permutation. */
export function isRight(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false;
  const { prompt, responses, ranking } = record as Record<string, unknown>;
  if (typeof prompt !== 'string' || !Array.isArray(responses) || responses.length < 2) return false;
  if (!responses.every((text) => typeof text === 'string')) return false;
  return Array.isArray(ranking) && isPermutation(ranking, responses.length);
}

function isPermutation(ranking: readonly unknown[], count: number): boolean {
  if (ranking.length !== count) return false;
  const seen = new Uint8Array(count);
  for (const index of ranking) {
    if (typeof index !== 'number' || !(index in seen) || seen[index] > 0) return false;
    seen[index] = 1;
  }
  return true;
}

export interface Measured {
  readonly seconds: number;
  readonly peakMB: number;
  /** Records that are right. */
  readonly right: number;
}

/** Runs a way on the file that the program was started with, and tells its parent. */
export async function measure(way: (file: string, threads: number) => Promise<number>): Promise<void> {
  const [file, threads] = process.argv.slice(2);
  const start = performance.now();
  const right = await way(file, Number(threads));
  const seconds = (performance.now() - start) / 1000;
  process.send?.({ seconds, right, peakMB: peakMB() } satisfies Measured);
  process.disconnect?.();
}

/** Most memory that was resident. The system's own count has the parent's in it, from before the program was started. */
function peakMB(): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
