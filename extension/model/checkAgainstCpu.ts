import type { Sequence } from './encode.ts';
import { type LoadedGraph, runSequences } from './runSequences.ts';

export interface Comparison {
  /** Mean absolute difference of the tokens' log-probabilities, nats. NaN when one side is not finite. */
  readonly difference: number;
  readonly allowed: number;
  /** Milliseconds of one run, the shorter of two. */
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

// Some GPU attention kernels went wrong from 32 positions on, others only with padding: the probe has both.
const probeLengths = [41, 34];

/** A software adapter looks like any other; a clock tells. Small models, too, are done sooner on the CPU. */
export function isMuchSlower({ milliseconds, cpuMilliseconds }: Comparison): boolean {
  return milliseconds > 2 * cpuMilliseconds;
}

/** Runs the same small batch on a provider and on the CPU. Throws what a run throws. */
export async function compareWithCpu(
  gpu: LoadedGraph,
  cpu: LoadedGraph,
  facts: { readonly vocabularySize: number; readonly contextLength: number; readonly exact: boolean },
): Promise<Comparison> {
  const longest = facts.contextLength || Number.POSITIVE_INFINITY;
  const sequences = probeLengths.map((length, i) =>
    probeSequence(Math.min(length, longest), facts.vocabularySize, i + 1),
  );
  const expected = await timedTwice(() => runAll(cpu, sequences));
  // The first run compiles.
  await runAll(gpu, sequences);
  const found = await timedTwice(() => runAll(gpu, sequences));
  let sum = 0;
  for (const [i, logp] of expected.value.entries()) sum += Math.abs(logp - found.value[i]);
  return {
    difference: sum / expected.value.length,
    // float32 agrees to 1e-3 and better; float16 and quantized weights are summed in another order and precision.
    allowed: facts.exact ? 0.02 : 0.2,
    milliseconds: found.milliseconds,
    cpuMilliseconds: expected.milliseconds,
  };
}

async function runAll(graph: LoadedGraph, sequences: readonly Sequence[]): Promise<number[]> {
  const batches = graph.inputs.oneAtATime ? sequences.map((sequence) => [sequence]) : [sequences];
  const logps: number[] = [];
  for (const batch of batches) {
    for (const ofSequence of await runSequences(graph, batch)) logps.push(...ofSequence);
  }
  return logps;
}

/** Ids spread over the vocabulary, the same on every machine. */
function probeSequence(length: number, vocabularySize: number, seed: number): Sequence {
  let state = seed;
  const ids = Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * vocabularySize);
  });
  return { ids, promptLength: 1 };
}

async function timedTwice<T>(run: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const start = performance.now();
  await run();
  const middle = performance.now();
  const value = await run();
  return { value, milliseconds: Math.min(middle - start, performance.now() - middle) };
}
