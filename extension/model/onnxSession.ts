import { env, InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from './settings.ts';

// Reasons come back as errors; the same lines on stderr in red would only alarm.
env.logLevel = 'fatal';

/** Threads of one forward pass; undefined = onnxruntime's choice, one per core. */
export type Threads = number | undefined;

/** A session on exactly one provider. Nodes that it lacks still run on the CPU, as shape arithmetic does everywhere. Throws onnxruntime's error. */
export function openSession(
  graph: string | Uint8Array,
  provider: ProviderName,
  threads: Threads,
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    logSeverityLevel: 4,
    // Waiting threads sleep: idle CPU from 42 to 1 ms a second, and no visible loss.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    // DirectML supports neither memory patterns nor parallel execution.
    ...(provider === 'dml' ? { enableMemPattern: false, executionMode: 'sequential' as const } : {}),
  };
  return typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph, options);
}

/** Version of the runtime that is loaded, for the log. */
export const onnxruntimeVersion: string = env.versions.node ?? env.versions.common;
