import type { Failure, Sequence } from './encode.ts';
import { plainReason } from './providerWords.ts';
import { type LoadedGraph, runSequences } from './runSequences.ts';

/** Log-probability of a completion in nats and the tokens that it sums, or why there is none. */
export type CompletionScore = { readonly ok: true; readonly logp: number; readonly tokens: number } | Failure;

export interface BatchHooks {
  readonly signal?: AbortSignal;
  readonly ran?: (tokens: number) => void;
}

/**
 * Scores sequences in one forward pass. Where that fails (out of memory, or one sequence that the graph cannot take) the batch is
 * halved and tried again, down to single sequences, so that only the guilty one fails. Throws only `signal.reason`.
 */
export async function runBatch(
  graph: LoadedGraph,
  sequences: readonly Sequence[],
  hooks: BatchHooks,
): Promise<CompletionScore[]> {
  if (sequences.length === 0) return [];
  hooks.signal?.throwIfAborted();
  let results: Float64Array[];
  try {
    results = await runSequences(graph, sequences);
  } catch (error) {
    if (sequences.length === 1) return [{ ok: false, reason: failureOf(error, sequences[0]) }];
    const half = Math.ceil(sequences.length / 2);
    const first = await runBatch(graph, sequences.slice(0, half), hooks);
    return first.concat(await runBatch(graph, sequences.slice(half), hooks));
  }
  hooks.ran?.(sequences.reduce((sum, { ids }) => sum + ids.length, 0));
  return results.map(completionScore);
}

function completionScore(logps: Float64Array): CompletionScore {
  const logp = logps.reduce((sum, value) => sum + value, 0);
  if (Number.isFinite(logp)) return { ok: true, logp, tokens: logps.length };
  const at = logps.findIndex((value) => !Number.isFinite(value));
  const kind = Number.isNaN(logps[at]) ? 'not a number' : 'infinite';
  return { ok: false, reason: `the log-probability of its token ${at + 1} is ${kind}` };
}

function failureOf(error: unknown, sequence: Sequence): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/memory|bad.?alloc|allocat|8007000E/i.test(message)) {
    return `a sequence of ${sequence.ids.length} tokens does not fit into memory; set a smaller maximum length`;
  }
  return `the model could not be run: ${plainReason(message)}`;
}
