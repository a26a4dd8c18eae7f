import type { InferenceSession } from 'onnxruntime-node';
import type { ScoringPath, Sequence } from './contract.ts';
import type { GraphInputs } from './graphInputs.ts';
import type { Group } from './groups.ts';

/** A graph in memory, ready to run. */
export interface LoadedGraph {
  readonly session: InferenceSession;
  readonly inputs: GraphInputs;
}

/** One of a group's sequences. */
export interface Job {
  /** Index of the group, where sequences of several stand in one list. */
  readonly group: number;
  readonly sequence: Sequence;
}

/** What a forward pass may hold. Halved when the provider is out of memory. */
export interface Budget {
  /** Tokens of one pass, padding counted. */
  readonly tokens: number;
  /** Rows that the head takes to the vocabulary in one pass. */
  readonly rows: number;
}

export interface RunHooks {
  readonly signal?: AbortSignal;
  /** After each forward pass: tokens that it ran, padding not counted. */
  readonly ran?: (tokens: number) => void;
  /** A sentence for the log. */
  readonly note?: (message: string) => void;
}

/** For each sequence of a group, log pi(token | all before it) in nats of its scored tokens; or why there are none. */
export type GroupLogps =
  | { readonly ok: true; readonly logps: readonly Float64Array[] }
  | { readonly ok: false; readonly reason: string };

/** A way of scoring groups of sequences. */
export interface PathRunner {
  readonly path: ScoringPath;
  readonly session: InferenceSession;
  /** [n] for [n] groups. Throws only `signal.reason`. */
  run(groups: readonly Group[], budget: Budget, hooks: RunHooks): Promise<GroupLogps[]>;
}
