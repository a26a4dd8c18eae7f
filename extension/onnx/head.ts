import type { OnnxNode } from './onnxModel.ts';

/** The end of a language model's graph, from hidden states to logits: each of its nodes works on every row by itself. */
export interface Head {
  /** Values [batch, tokens, width] or [batch * tokens, width] that may be cut down to the rows that are wanted. */
  readonly cuts: readonly string[];
  /** Nodes to put before the cut, where one node of the graph had to be taken apart. */
  readonly before: readonly OnnxNode[];
  /** Nodes after the cut, in order. */
  readonly nodes: readonly OnnxNode[];
  /** Outputs of nodes that are left out, as they only order rows anew or drop some, and the value that stands for each. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly logits: string;
  /** Operator of the projection onto the vocabulary. */
  readonly projection: string;
  /** 0 = unknown. */
  readonly vocabularySize: number;
  /** The graph gave logits of the last positions only. */
  readonly undoneSlice: boolean;
  /** Weights go through DequantizeLinear, which onnxruntime fuses with a product beside it only. */
  readonly dequantizes: boolean;
}

export type FoundHead =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly reason: string };

/** A sentence's part why some graph has no head that is known; thrown inside the search, never out of it. */
export class UnknownHead extends Error {}
