import * as l10n from '@vscode/l10n';
import { type EditOptions, factsOf, type HeadFacts } from './completionRows.ts';
import { findHead } from './findHead.ts';
import { type GraphEditor, graphEditor, newValue } from './graphEditor.ts';
import { graphValues, inOrder } from './graphValues.ts';
import { flatten, logProbabilities } from './logProbabilities.ts';
import {
  added,
  type Edited,
  elementType,
  type OnnxGraph,
  type OnnxModel,
  type OnnxValue,
} from './onnxModel.ts';
import { type PastPair, pastPairs } from './pastPairs.ts';
import { renamed } from './renamed.ts';
import { replayHead } from './replayHead.ts';
import { whyNotEditable, withLogps } from './withLogps.ts';

export interface SharedPromptFacts extends HeadFacts {
  /** Inputs with the past that the prompt pass still takes, under `prompt/` and empty; those of the completions are gone. */
  readonly past: readonly PastPair[];
  /** All prompts of a run must be of one length: the graph counts positions itself, sees padding, or carries a state that padding would change. */
  readonly onePromptLength: boolean;
}

export interface SharedPromptOptions extends Omit<EditOptions, 'keepPresent'> {
  /** Instead of those found by name. */
  readonly past?: readonly PastPair[];
  readonly inputIds?: string;
  readonly positionIds?: string;
  readonly attentionMask?: string;
}

/**
 * Prompts and completions in one run: the graph's nodes stand in it twice, its weights once. The first pass takes the inputs
 * under `prompt/` and has the prompts; its cache, taken by `plackett_owner` [completions], is the past of the second pass, which
 * takes the inputs under their own names (the mask over prompt and completion). `plackett_rows` counts the rows of the first
 * pass [prompts * tokens], then those of the second.
 */
export function sharedPrompt(model: OnnxModel, options: SharedPromptOptions = {}): Edited<SharedPromptFacts> {
  const { logits = 'logits', inputIds = 'input_ids', blockRows } = options;
  const { positionIds = 'position_ids', attentionMask = 'attention_mask' } = options;
  const reason = whyNotEditable(model) ?? whyNotTwice(model);
  if (reason !== undefined) return { ok: false, reason };
  const found = findHead(model, logits);
  if (!found.ok) return found;
  const pairs = options.past ? ({ ok: true, pairs: options.past } as const) : pastPairs(model);
  if (!pairs.ok) return pairs;
  const { head } = found;
  const { graph } = model;
  const kept = keptNames(graph);
  const first = (name: string) => (kept.has(name) ? name : added.promptPrefix + name);
  const promptNodes = graph.nodes.filter(
    (node) => !node.outputs.every((name) => name === '' || kept.has(name)),
  );

  const editor = graphEditor(model);
  const bridge = editor.part('bridge');
  for (const pair of pairs.pairs) handOver(bridge, pair, first(inputIds), first(pair.present));
  const flat = head.cuts.map((cut) => {
    const passes = [first(cut), cut].map((value) => flatten(editor, value));
    return editor.add('Concat', passes, { axis: 0 });
  });
  const atOnce = head.dequantizes ? 0 : blockRows;
  logProbabilities(editor, { flat, logits: (to, rows) => replayHead(to, head, rows) }, atOnce);

  const past = new Set(pairs.pairs.map((pair) => pair.past));
  const inputs = [
    ...graph.inputs.filter(({ name }) => !kept.has(name)).map(promptInput),
    ...graph.inputs.filter(({ name }) => !past.has(name)),
    newValue(added.owner, elementType.int64, [added.owner]),
  ];
  const nodes = [
    ...promptNodes.map((node) => renamed(node, first, added.promptPrefix + node.name)),
    ...bridge.nodes,
    ...graph.nodes,
  ];
  const edited = withLogps(model, editor, { nodes, inputs });
  const takes = (name: string) => graph.inputs.some((input) => input.name === name);
  const onePromptLength =
    !takes(positionIds) || !takes(attentionMask) || pairs.pairs.some(({ kind }) => kind === 'state');
  return { ok: true, model: edited, ...factsOf(head), past: pairs.pairs, onePromptLength };
}

/** Gives each completion the cache of its prompt. */
function handOver(editor: GraphEditor, pair: PastPair, ids: string, present: string): void {
  const { past, batchAxis, folded } = pair;
  if (!folded) {
    editor.add('Gather', [present, added.owner], { axis: batchAxis }, past);
    return;
  }
  // [prompts x heads, a, b] -> [prompts, heads, a, b], and back.
  const shape = editor.add('Shape', [present]);
  const slice = (from: number, to: number) =>
    editor.add('Slice', [shape, editor.integers([from]), editor.integers([to])]);
  const prompts = editor.add('Slice', [
    editor.add('Shape', [ids]),
    editor.integers([0]),
    editor.integers([1]),
  ]);
  const inside = slice(batchAxis + 1, 2 ** 31 - 1);
  const unfolded = editor.add('Concat', [prompts, editor.integers([-1]), inside], { axis: 0 });
  const taken = editor.add('Gather', [editor.add('Reshape', [present, unfolded]), added.owner], { axis: 0 });
  const folding = editor.add('Concat', [editor.integers([-1]), inside], { axis: 0 });
  editor.add('Reshape', [taken, folding], {}, past);
}

/** Operators whose answer for one sequence depends on what runs beside it, or that cannot go on from a cache for several. */
function whyNotTwice(model: OnnxModel): string | undefined {
  for (const { op, domain } of model.graph.nodes) {
    if (op === 'DynamicQuantizeLinear' || op === 'DynamicQuantizeMatMul')
      return l10n.t(
        'its int8 scales are taken over all rows of a run, so prompt and completion must run together',
      );
    if (op === 'GroupQueryAttention' && domain === 'com.microsoft')
      return l10n.t('its GroupQueryAttention goes on from a cache for one sequence at a time only');
    if (op === 'If' && model.graph.inputs.some(({ name }) => name === 'use_cache_branch'))
      return l10n.t('it is a merged decoder');
  }
  return undefined;
}

/**
 * Names that both passes share: weights, and what is computed from weights alone. Dequantized weights are not shared, as
 * onnxruntime fuses a DequantizeLinear with its product only where it has no other.
 */
function keptNames(graph: OnnxGraph): ReadonlySet<string> {
  const values = graphValues(graph);
  const kept = new Set(graph.initializers.map(({ name }) => name));
  for (const { op, inputs, outputs } of inOrder(graph)) {
    if (op === 'DequantizeLinear' || !inputs.every((name) => name === '' || kept.has(name))) continue;
    for (const name of outputs) if (values.isConstant(name)) kept.add(name);
  }
  return kept;
}

/** Under another name, and so are its open sizes: by equal names onnxruntime would take prompts and completions to be of one size. */
function promptInput(input: OnnxValue): OnnxValue {
  const shape = input.shape?.map((size) =>
    typeof size === 'string' && size !== '' ? added.promptPrefix + size : size,
  );
  return newValue(added.promptPrefix + input.name, input.type, shape);
}
