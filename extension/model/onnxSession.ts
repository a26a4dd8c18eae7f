import { env, InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from './settings.ts';

// Reasons come back as errors; the same lines on stderr in red would only alarm.
env.logLevel = 'fatal';

/** Threads of one forward pass; undefined = onnxruntime's choice, one per core. */
export type Threads = number | undefined;

/** An .onnx file, or a graph in memory whose weights lie in files under a folder. */
export type GraphSource = string | { readonly bytes: Uint8Array; readonly weightsFolder?: string };

export interface SessionChoices {
  readonly threads?: Threads;
  /**
   * Leaves the weights in their files, mapped into memory and shared by all sessions, instead of a copy ordered for the
   * processor: loads in a fraction of the time, and runs up to a fifth slower.
   */
  readonly mapped?: boolean;
  /** Where the profile goes that `endProfiling` writes. */
  readonly profilePrefix?: string;
}

/** A session on exactly one provider. Nodes that it lacks still run on the CPU, as shape arithmetic does everywhere. Throws onnxruntime's error. */
export function openSession(
  graph: GraphSource,
  provider: ProviderName,
  { threads, mapped = false, profilePrefix }: SessionChoices = {},
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    logSeverityLevel: 4,
    extra: {
      session: {
        // Waiting threads sleep: idle CPU from 42 to 1 ms a second, and no visible loss.
        intra_op: { allow_spinning: '0' },
        // Activations stay as they are where onnxruntime makes one product of a 4-bit weight and its scales.
        qdq_matmulnbits_accuracy_level: '0',
        ...(mapped ? { disable_prepacking: '1' } : {}),
        ...(typeof graph === 'string' || graph.weightsFolder === undefined
          ? {}
          : { model_external_initializers_file_folder_path: graph.weightsFolder }),
      },
    },
    // A pattern would be kept for every combination of lengths that was ever run: memory would grow without end.
    enableMemPattern: false,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    ...(profilePrefix === undefined ? {} : { enableProfiling: true, profileFilePrefix: profilePrefix }),
    // DirectML does not support parallel execution.
    ...(provider === 'dml' ? { executionMode: 'sequential' as const } : {}),
  };
  return typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph.bytes, options);
}

/** Version of the runtime that is loaded, for the log. */
export const onnxruntimeVersion: string = env.versions.node ?? env.versions.common;
