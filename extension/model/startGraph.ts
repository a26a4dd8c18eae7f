import { stat } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { flattenMerged } from '../onnx/flattenMerged.ts';
import { OnnxError, type OnnxModel } from '../onnx/onnxModel.ts';
import { readOnnxModel } from '../onnx/readOnnxModel.ts';
import { UserError } from '../userError.ts';
import { budgetOf } from './budget.ts';
import type { NodePlacement, ProviderAttempt } from './contract.ts';
import type { ModelSpec } from './folder.ts';
import { findGraphInputs } from './graphInputs.ts';
import { openSession, type Threads } from './onnxSession.ts';
import { plainGraph } from './openPath.ts';
import type { PathRunner } from './pathRunner.ts';
import { newProfile } from './placement.ts';
import { type Probed, probeGroups, runProbe } from './probe.ts';
import { whyNot } from './provider.ts';
import { plainReason, providersOf, startFailure, startHelp } from './providerWords.ts';
import { hasBfloat16, hasDynamicScales, isQuantized } from './quantization.ts';
import { aboutLogits, prefixRunner, wholeRunner } from './runWhole.ts';
import { defaultScoring, type ProviderChoice, type ProviderName } from './settings.ts';
import { type Reference, type StartedPath, type StartOptions, startPath } from './startPath.ts';

export interface StartedGraph {
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
  readonly runner: PathRunner;
  readonly placement: readonly NodePlacement[];
  readonly vocabularySize: number;
  readonly weightBytes: number;
  readonly notes: readonly string[];
}

/**
 * Starts a model's graph on the provider that was asked for, or with `auto` on the best that runs it right. Every path on every
 * provider is held against the graph as it is on the CPU, on a small batch, before it is trusted. UserError of kind `provider`
 * when a named provider cannot start or gives other numbers; of kind `model` when the graph itself cannot be run.
 */
export async function startGraph(
  spec: ModelSpec,
  choice: ProviderChoice,
  options: StartOptions = {},
): Promise<StartedGraph> {
  const reason = choice === 'auto' || choice === 'cpu' ? undefined : await whyNot(choice);
  if (reason !== undefined && choice !== 'auto') {
    throw new UserError(
      `The execution provider ${choice} cannot start: ${reason}. ${startHelp(choice)}`,
      'provider',
    );
  }
  const attempts: ProviderAttempt[] = [];
  const gpus: ProviderName[] = [];
  for (const provider of choice === 'auto' ? providersOf(process.platform) : [choice]) {
    const cannot = provider === 'cpu' || provider === choice ? undefined : await whyNot(provider);
    if (cannot !== undefined) attempts.push({ provider, reason: cannot });
    else if (provider !== 'cpu') gpus.push(provider);
  }
  const reference = await readReference(spec, gpus.length > 0 ? 'large' : 'small', options.threads);
  for (const provider of gpus) {
    const started = await tryGpu(reference, provider, options, choice === 'auto');
    if (typeof started !== 'string') return found(reference, provider, attempts, started);
    if (choice !== 'auto') {
      throw new UserError(
        `The execution provider ${provider} cannot run ${spec.name}: ${started}. Choose another provider, or \`auto\`.`,
        'provider',
      );
    }
    attempts.push({ provider, reason: started });
  }
  const onCpu = await startPath(reference, 'cpu', options);
  if ('failed' in onCpu) throw cannotRun(spec, onCpu.failed);
  return found(reference, 'cpu', attempts, onCpu);
}

function found(
  { source, weightBytes, notes }: Reference,
  provider: ProviderName,
  attempts: readonly ProviderAttempt[],
  { runner, placement, notes: passedOver }: StartedPath,
): StartedGraph {
  const { vocabularySize } = source;
  return {
    provider,
    attempts: inOrder(attempts),
    runner,
    placement,
    vocabularySize,
    weightBytes,
    notes: [...notes, ...passedOver],
  };
}

/** As they are tried on this platform. */
function inOrder(attempts: readonly ProviderAttempt[]): ProviderAttempt[] {
  const order = providersOf(process.platform);
  return [...attempts].sort((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));
}

/** A path on a GPU whose numbers agree with the CPU's, or the reason why there is none. */
async function tryGpu(
  reference: Reference,
  provider: ProviderName,
  options: StartOptions,
  onlyIfFaster: boolean,
): Promise<StartedPath | string> {
  const started = await startPath(reference, provider, options);
  if ('failed' in started) return startFailure(provider, started.failed);
  const probes = [started.probed, reference.probed];
  if (!onlyIfFaster || !isMuchSlower(started.probed, reference.probed)) return started;
  await started.runner.session.release();
  const [own, cpu] = probes.map(({ milliseconds }) => milliseconds.toPrecision(2));
  return `it works, but a probe of this model took ${own} ms against ${cpu} ms on the CPU`;
}

/** A software adapter looks like any other; a clock tells. Small models, too, are done sooner on the CPU. */
export function isMuchSlower(gpu: Pick<Probed, 'milliseconds'>, cpu: Pick<Probed, 'milliseconds'>): boolean {
  return gpu.milliseconds > 2 * cpu.milliseconds;
}

/**
 * The graph as it is on the CPU: is it a language model's, and what are its numbers? Its session is gone again when this is
 * known: two would be in memory otherwise.
 */
async function readReference(spec: ModelSpec, size: 'small' | 'large', threads: Threads): Promise<Reference> {
  const { model, flat, notes } = readGraph(spec);
  const quantized = isQuantized(spec.operators);
  const profile = newProfile();
  let session: InferenceSession;
  try {
    // 4-bit products have no other way than with their weights in the processor's order.
    session = await openSession(plainGraph(spec.graph, model), 'cpu', {
      threads,
      mapped: !quantized,
      profilePrefix: profile.prefix,
    });
  } catch (cause) {
    profile.remove();
    throw new UserError(loadFailure(spec, model, cause), 'model', { cause });
  }
  try {
    const detected = findGraphInputs(session, spec.names, spec, spec.name);
    const dynamic = hasDynamicScales(spec.operators);
    const inputs = { ...detected, oneAtATime: detected.oneAtATime || dynamic };
    const { vocabularySize, lastOnly } = await aboutLogits({ session, inputs });
    const runner = lastOnly
      ? prefixRunner({ session, inputs })
      : wholeRunner('logits', { session, inputs }, false);
    const groups = probeGroups(size, { vocabularySize, contextLength: spec.contextLength });
    const budget = budgetOf('logits', 'cpu', vocabularySize, defaultScoring);
    const probed = await runProbe(runner, groups, budget, size === 'large');
    const exact = inputs.logits.type === 'float32' && !quantized && !notes.includes(halfWeights);
    notes.unshift(`Logits are ${inputs.logits.type}${quantized ? ', weights are quantized' : ''}.`);
    if (dynamic)
      notes.push(
        'Dynamic int8: sequences are run one at a time, as a score would depend on its batch mates.',
      );
    return {
      source: { file: spec.graph, model, flat, names: spec.names, inputs, vocabularySize, lastOnly },
      groups,
      probed,
      exact,
      quantized,
      placement: profile.read(session),
      weightBytes: model?.weightBytes ?? (await bytesOf([spec.graph, ...spec.externalData])),
      notes,
    };
  } catch (cause) {
    throw cannotRun(spec, cause);
  } finally {
    await session.release();
    profile.remove();
  }
}

const halfWeights = 'Weights are float16.';

/** Where our reader cannot read what onnxruntime can, only the graph as it is remains. */
function readGraph(spec: ModelSpec) {
  const notes: string[] = [];
  let model: OnnxModel | undefined;
  try {
    model = readOnnxModel(spec.graph);
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    notes.push(`The graph cannot be rewritten: its file ${error.message}.`);
  }
  const flat = model && flattenMerged(model);
  if (flat && !flat.ok) notes.push(`The graph cannot be rewritten: ${flat.reason}.`);
  if (model?.graph.initializers.some(({ type }) => type === 10)) notes.push(halfWeights);
  return { model, flat: flat?.ok ? flat.model : undefined, notes };
}

async function bytesOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += (await stat(file)).size;
  return bytes;
}

function loadFailure(spec: ModelSpec, model: OnnxModel | undefined, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // 16 is ONNX's number for bfloat16, which onnxruntime-node has no arrays for.
  if (/Unsupported data type: 16\b/.test(message) || (model && hasBfloat16(model))) {
    return `${spec.name} is in bfloat16, which onnxruntime-node does not support. Export the model as float32 or float16.`;
  }
  return `ONNX Runtime cannot load ${spec.graph}: ${plainReason(message)}. Export or copy the model again.`;
}

/** Where the CPU cannot run the graph, no other provider is asked. */
function cannotRun(spec: ModelSpec, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const reason = plainReason(cause instanceof Error ? cause.message : String(cause));
  return new UserError(
    `${spec.name} loads but cannot be run: ${reason}. Export the model again, with a current version of Optimum.`,
    'model',
    { cause },
  );
}
