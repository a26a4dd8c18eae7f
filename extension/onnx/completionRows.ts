import { findHead } from './findHead.ts';
import { graphEditor } from './graphEditor.ts';
import { flatten, logProbabilities } from './logProbabilities.ts';
import type { Edited, OnnxModel } from './onnxModel.ts';
import { replayHead } from './replayHead.ts';
import { whyNotEditable, withLogps } from './withLogps.ts';

export interface EditOptions {
  /** Name of the output with the logits. */
  readonly logits?: string;
  /** Keeps the other outputs (the cache). */
  readonly keepPresent?: boolean;
  /** So many rows at most go through the head at a time; 0 = all at once. For the CPU: GPUs would leave and enter the graph for each. */
  readonly blockRows?: number;
}

/** What was found out about the head. */
export interface HeadFacts {
  /** Operator of the projection onto the vocabulary. */
  readonly projection: string;
  /** 0 = unknown. */
  readonly vocabularySize: number;
  /** The graph gave logits of the last positions only; its rows are now those of all positions. */
  readonly undoneSlice: boolean;
}

/**
 * Only log-probabilities leave the graph: the rows of `plackett_rows` [n] are taken out of the hidden states before the
 * language-model head, whose log-softmax at `plackett_labels` [n] becomes the output `plackett_logps` [n].
 */
export function completionRows(model: OnnxModel, options: EditOptions = {}): Edited<HeadFacts> {
  const { logits = 'logits', keepPresent = false, blockRows } = options;
  const reason = whyNotEditable(model);
  if (reason !== undefined) return { ok: false, reason };
  const found = findHead(model, logits);
  if (!found.ok) return found;
  const { head } = found;
  const editor = graphEditor(model);
  editor.nodes.push(...head.before);
  const flat = head.cuts.map((cut) => flatten(editor, cut));
  const atOnce = head.dequantizes ? 0 : blockRows;
  logProbabilities(editor, { flat, logits: (to, rows) => replayHead(to, head, rows) }, atOnce);
  const outputs = keepPresent ? model.graph.outputs.filter(({ name }) => name !== logits) : [];
  return {
    ok: true,
    model: withLogps(model, editor, { nodes: model.graph.nodes, outputs }),
    ...factsOf(head),
  };
}

export function factsOf({ projection, vocabularySize, undoneSlice }: HeadFacts): HeadFacts {
  return { projection, vocabularySize, undoneSlice };
}
