import { stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { InferenceSession } from 'onnxruntime-node';
import { flattenMerged } from '../onnx/flattenMerged.ts';
import { OnnxError, type OnnxModel } from '../onnx/onnxModel.ts';
import { readOnnxModel } from '../onnx/readOnnxModel.ts';
import { UserError } from '../userError.ts';
import { budgetOf } from './budget.ts';
import type { ModelSpec } from './folder.ts';
import { findGraphInputs } from './graphInputs.ts';
import { choosesByLength } from './lengthChoice.ts';
import { openSession, type Threads } from './onnxSession.ts';
import { plainGraph } from './openPath.ts';
import { newProfile } from './placement.ts';
import { probeGroups, runProbe } from './probe.ts';
import { plainReason } from './providerWords.ts';
import { hasBfloat16, hasDynamicScales, isQuantized } from './quantization.ts';
import { aboutLogits, prefixRunner, wholeRunner } from './runWhole.ts';
import { defaultScoring } from './settings.ts';
import type { Reference } from './startPath.ts';

/**
 * The graph as it is on the CPU: is it a language model's, and what are its numbers? Its session is gone again when this is
 * known: two would be in memory otherwise.
 */
export async function readReference(
  spec: ModelSpec,
  size: 'small' | 'large',
  threads: Threads,
): Promise<Reference> {
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
    const dependsOnLength = model !== undefined && choosesByLength(flat ?? model);
    const inputs = { ...detected, oneAtATime: detected.oneAtATime || dynamic || dependsOnLength };
    const { vocabularySize, lastOnly } = await aboutLogits({ session, inputs });
    const runner = lastOnly
      ? prefixRunner({ session, inputs })
      : wholeRunner('logits', { session, inputs }, false);
    const groups = probeGroups(size, {
      // A head may be padded beyond the tokens that the model knows.
      vocabularySize: Math.min(vocabularySize, spec.vocabularySize || vocabularySize),
      contextLength: spec.contextLength,
    });
    const budget = budgetOf('logits', 'cpu', vocabularySize, defaultScoring);
    const probed = await runProbe(runner, groups, budget, size === 'large');
    const exact = inputs.logits.type === 'float32' && !quantized && !notes.includes(halfWeights);
    notes.unshift(
      quantized
        ? l10n.t('Logits are {0}, weights are quantized.', inputs.logits.type)
        : l10n.t('Logits are {0}.', inputs.logits.type),
    );
    if (dynamic)
      notes.push(
        l10n.t('Dynamic int8: sequences are run one at a time, as a score would depend on its batch mates.'),
      );
    return {
      source: {
        file: spec.graph,
        model,
        flat,
        names: spec.names,
        inputs,
        vocabularySize,
        lastOnly,
        dependsOnLength,
      },
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

const halfWeights = l10n.t('Weights are float16.');

/** Where our reader cannot read what onnxruntime can, only the graph as it is remains. */
function readGraph(spec: ModelSpec) {
  const notes: string[] = [];
  let model: OnnxModel | undefined;
  try {
    model = readOnnxModel(spec.graph);
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    notes.push(l10n.t('The graph cannot be rewritten: its file {0}.', error.message));
  }
  const flat = model && flattenMerged(model);
  if (flat && !flat.ok) notes.push(l10n.t('The graph cannot be rewritten: {0}.', flat.reason));
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
    return l10n.t(
      '{0} is in bfloat16, which onnxruntime-node does not support. Export the model as float32 or float16.',
      spec.name,
    );
  }
  return l10n.t(
    'ONNX Runtime cannot load {0}: {1}. Export or copy the model again.',
    spec.graph,
    plainReason(message),
  );
}

/** Where the CPU cannot run the graph, no other provider is asked. */
export function cannotRun(spec: ModelSpec, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const reason = plainReason(cause instanceof Error ? cause.message : String(cause));
  return new UserError(
    l10n.t(
      '{0} loads but cannot be run: {1}. Export the model again, with a current version of Optimum.',
      spec.name,
      reason,
    ),
    'model',
    { cause },
  );
}
