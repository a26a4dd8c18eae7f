import type { InferenceSession } from 'onnxruntime-node';
import { UserError } from '../userError.ts';
import { type Comparison, compareWithCpu, isMuchSlower } from './checkAgainstCpu.ts';
import type { ProviderAttempt } from './contract.ts';
import type { ModelSpec } from './folder.ts';
import { findGraphInputs } from './graphInputs.ts';
import { openSession, type Threads } from './onnxSession.ts';
import { whyNot } from './provider.ts';
import { plainReason, providersOf, startFailure, startHelp } from './providerWords.ts';
import { type LoadedGraph, vocabularyOf } from './runSequences.ts';
import type { ProviderChoice, ProviderName } from './settings.ts';

export interface StartedGraph extends LoadedGraph {
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
  readonly vocabularySize: number;
  readonly notes: readonly string[];
}

/**
 * Starts a model's graph on the provider that was asked for, or with `auto` on the best that runs it right.
 * A GPU is held against the CPU on a small batch before it is trusted. UserError of kind `provider` when a named provider
 * cannot start or gives other numbers; of kind `model` when the graph itself cannot be run.
 */
export async function startGraph(
  spec: ModelSpec,
  choice: ProviderChoice,
  threads?: Threads,
): Promise<StartedGraph> {
  if (choice !== 'auto' && choice !== 'cpu') return startNamed(spec, choice, threads);
  const attempts: ProviderAttempt[] = [];
  const cpu = await startOnCpu(spec, threads);
  const candidates = choice === 'cpu' ? [] : providersOf(process.platform);
  for (const provider of candidates) {
    if (provider === 'cpu') continue;
    const started = await tryProvider(spec, provider, cpu, threads);
    if (typeof started === 'string') {
      attempts.push({ provider, reason: started });
      continue;
    }
    if (isMuchSlower(started.comparison)) {
      attempts.push({ provider, reason: slower(started.comparison) });
      await started.graph.session.release();
      continue;
    }
    await cpu.session.release();
    return { ...cpu, ...started.graph, provider, attempts };
  }
  return { ...cpu, provider: 'cpu', attempts };
}

async function startNamed(
  spec: ModelSpec,
  provider: Exclude<ProviderName, 'cpu'>,
  threads: Threads,
): Promise<StartedGraph> {
  const reason = await whyNot(provider);
  if (reason !== undefined) {
    throw new UserError(
      `The execution provider ${provider} cannot start: ${reason}. ${startHelp(provider)}`,
      'provider',
    );
  }
  const cpu = await startOnCpu(spec, threads);
  const started = await tryProvider(spec, provider, cpu, threads);
  await cpu.session.release();
  if (typeof started === 'string') {
    throw new UserError(
      `The execution provider ${provider} cannot run ${spec.name}: ${started}. Choose another provider, or \`auto\`.`,
      'provider',
    );
  }
  return { ...cpu, ...started.graph, provider, attempts: [] };
}

/** The graph on a provider whose numbers agree with the CPU's, or the reason why not. */
async function tryProvider(
  spec: ModelSpec,
  provider: ProviderName,
  cpu: LoadedGraph & { readonly vocabularySize: number },
  threads: Threads,
) {
  const reason = await whyNot(provider);
  if (reason !== undefined) return reason;
  let session: InferenceSession | undefined;
  try {
    session = await openSession(spec.graph, provider, threads);
    const graph: LoadedGraph = { session, inputs: cpu.inputs };
    const comparison = await compareWithCpu(graph, cpu, {
      vocabularySize: cpu.vocabularySize,
      contextLength: spec.contextLength,
      exact: cpu.inputs.logits.type === 'float32' && !isQuantized(spec),
    });
    if (comparison.difference <= comparison.allowed) return { graph, comparison };
    await session.release();
    return disagreement(comparison);
  } catch (error) {
    await session?.release();
    return startFailure(provider, error);
  }
}

/** Is the graph a language model's, and does it run? Where it does not, no other provider is asked. */
async function startOnCpu(spec: ModelSpec, threads: Threads) {
  let session: InferenceSession;
  try {
    session = await openSession(spec.graph, 'cpu', threads);
  } catch (cause) {
    throw new UserError(loadFailure(spec, cause), 'model', { cause });
  }
  try {
    const found = findGraphInputs(session, spec.names, spec, spec.name);
    // With int8 scales taken over the whole batch, a score would depend on its batch mates.
    const inputs = { ...found, oneAtATime: found.oneAtATime || spec.operators.has('DynamicQuantizeLinear') };
    const vocabularySize = await vocabularyOf({ session, inputs });
    return { session, inputs, vocabularySize, notes: notesOn(spec, inputs.logits.type) };
  } catch (cause) {
    await session.release();
    if (cause instanceof UserError) throw cause;
    const reason = plainReason(cause instanceof Error ? cause.message : String(cause));
    throw new UserError(
      `${spec.name} loads but cannot be run: ${reason}. Export the model again, with a current version of Optimum.`,
      'model',
      { cause },
    );
  }
}

function loadFailure(spec: ModelSpec, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // ONNX's number for bfloat16, which onnxruntime-node has no arrays for.
  if (/Unsupported data type: 16\b/.test(message)) {
    return `${spec.name} takes or gives bfloat16, which onnxruntime-node does not support. Export the model as float32 or float16.`;
  }
  return `ONNX Runtime cannot load ${spec.graph}: ${plainReason(message)}. Export or copy the model again.`;
}

function isQuantized(spec: ModelSpec): boolean {
  return ['DynamicQuantizeLinear', 'MatMulNBits', 'MatMulBnb4', 'MatMulInteger', 'DequantizeLinear'].some(
    (operator) => spec.operators.has(operator),
  );
}

function notesOn(spec: ModelSpec, type: string): string[] {
  const notes = [`Logits are ${type}${isQuantized(spec) ? ', weights are quantized' : ''}.`];
  if (spec.operators.has('DynamicQuantizeLinear')) {
    notes.push('Dynamic int8: sequences are run one at a time, as a score would depend on its batch mates.');
  }
  return notes;
}

function disagreement({ difference }: Comparison): string {
  if (Number.isNaN(difference)) return 'it gives log-probabilities that are not numbers';
  return `its log-probabilities differ from the CPU's by ${difference.toPrecision(2)} nats a token on a probe`;
}

function slower({ milliseconds, cpuMilliseconds }: Comparison): string {
  return `it works, but a probe of this model took ${milliseconds.toPrecision(2)} ms against ${cpuMilliseconds.toPrecision(2)} ms on the CPU`;
}
