import * as l10n from '@vscode/l10n';
import type { InferenceSession } from 'onnxruntime-node';
import { UserError } from '../userError.ts';
import { type GraphNames, matchesPattern } from './graphNames.ts';
import type { ModelConfig } from './modelConfig.ts';
import { type PastInput, pastInput } from './pastInput.ts';

type Metadata = InferenceSession.ValueMetadata;
type TensorMetadata = InferenceSession.TensorValueMetadata;
export type SessionShape = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>;

export interface IntegerInput {
  readonly name: string;
  readonly type: 'int32' | 'int64';
  readonly rank: number;
}

/** What a language model's graph takes and gives, by its own names and types. */
export interface GraphInputs {
  /** [batch, tokens] */
  readonly inputIds: IntegerInput;
  /** [batch, tokens] 1 = a token, 0 = padding; absent in old exports, which cannot be padded. */
  readonly attentionMask: IntegerInput | undefined;
  readonly positionIds: IntegerInput | undefined;
  readonly tokenTypeIds: IntegerInput | undefined;
  /** Fed empty: every sequence is run from its start. */
  readonly past: readonly PastInput[];
  /** A bool [1], fed false: takes the branch without past. */
  readonly useCacheBranch: string | undefined;
  /** Fed 0, which means logits for all tokens. */
  readonly logitsToKeep: IntegerInput | undefined;
  readonly logits: { readonly name: string; readonly type: 'float32' | 'float16' };
  /** Last dimension of the logits; 0 = the graph leaves it open. */
  readonly vocabularySize: number;
  /** The graph takes one sequence at a time. */
  readonly oneAtATime: boolean;
}

/** Finds the language model's inputs and outputs in a graph. UserError that lists what the graph has when it is not one, or one that cannot be fed. */
export function findGraphInputs(
  graph: SessionShape,
  names: GraphNames,
  config: ModelConfig,
  model: string,
): GraphInputs {
  const refuse = (reason: string) => new UserError(refusal(model, reason, graph));
  const inputs = new Map(graph.inputMetadata.map((input) => [input.name, input]));
  const take = (name: string): IntegerInput | undefined => {
    const input = inputs.get(name);
    if (!input) return undefined;
    inputs.delete(name);
    if (!input.isTensor || (input.type !== 'int32' && input.type !== 'int64')) {
      throw refuse(
        l10n.t(
          'its input {0} is {1} instead of int32 or int64',
          name,
          input.isTensor ? input.type : l10n.t('no tensor'),
        ),
      );
    }
    return { name, type: input.type, rank: input.shape.length };
  };
  const ids = inputs.get(names.inputIds);
  const inputIds = take(names.inputIds);
  if (!inputIds || !ids?.isTensor) throw refuse(l10n.t('it has no input {0}', names.inputIds));
  const [batch, length] = ids.shape;
  if (inputIds.rank !== 2) throw refuse(l10n.t('its input {0} is not [batch, tokens]', names.inputIds));
  if (typeof length === 'number')
    throw refuse(l10n.t('it takes exactly {0} tokens at a time (fixed dimensions)', length));
  if (typeof batch === 'number' && batch !== 1)
    throw refuse(l10n.t('it takes exactly {0} sequences at a time', batch));
  const found = {
    inputIds,
    attentionMask: take(names.attentionMask),
    positionIds: take(names.positionIds),
    tokenTypeIds: take('token_type_ids'),
    logitsToKeep: take('num_logits_to_keep') ?? take('logits_to_keep'),
  };
  for (const input of [found.attentionMask, found.positionIds, found.tokenTypeIds]) {
    if (input && input.rank !== 2) throw refuse(l10n.t('its input {0} is not [batch, tokens]', input.name));
  }
  const useCacheBranch = inputs.delete('use_cache_branch') ? 'use_cache_branch' : undefined;
  const past: PastInput[] = [];
  for (const input of inputs.values()) {
    if (!matchesPattern(input.name, names.past))
      throw refuse(l10n.t('its input {0} cannot be made from text', input.name));
    past.push(pastInput(input, config, batch, refuse));
  }
  const logits = logitsOutput(graph, names.logits, refuse);
  const vocabulary = logits.shape[2];
  return {
    ...found,
    past,
    useCacheBranch,
    logits: { name: logits.name, type: logits.type as 'float32' | 'float16' },
    vocabularySize: typeof vocabulary === 'number' ? vocabulary : 0,
    oneAtATime: batch === 1 || !found.attentionMask,
  };
}

function logitsOutput(graph: SessionShape, name: string, refuse: (reason: string) => Error): TensorMetadata {
  const output = graph.outputMetadata.find((candidate) => candidate.name === name);
  if (!output?.isTensor) throw refuse(l10n.t('it has no output {0}', name));
  if (output.type !== 'float32' && output.type !== 'float16') {
    throw refuse(l10n.t('its output {0} is {1} instead of float32 or float16', name, output.type));
  }
  // An empty shape means that the graph does not say.
  if (output.shape.length !== 3 && output.shape.length !== 0) {
    throw refuse(l10n.t('its output {0} is not [batch, tokens, vocabulary]', name));
  }
  return output;
}

function refusal(model: string, reason: string, graph: SessionShape): string {
  return l10n.t(
    '{0} is not a language model that can be scored: {1}. It takes {2}; it gives {3}. Export a causal language model with open dimensions: `optimum-cli export onnx --task text-generation-with-past`.',
    model,
    reason,
    list(graph.inputMetadata),
    list(graph.outputMetadata),
  );
}

const shown = 8;

function list(values: readonly Metadata[]): string {
  const words = values
    .slice(0, shown)
    .map((value) =>
      value.isTensor ? `${value.name} (${value.type} [${value.shape.join(', ')}])` : value.name,
    );
  if (values.length > shown) words.push(l10n.t('{0} more', values.length - shown));
  return words.join(', ') || 'nothing';
}
