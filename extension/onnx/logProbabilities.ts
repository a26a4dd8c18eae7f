import { type GraphEditor, newScan, newValue } from './graphEditor.ts';
import { added, elementType } from './onnxModel.ts';
import { textField } from './protobufWriter.ts';

/** Rows come from here: [rows, width], and what makes their logits. */
export interface RowSource {
  /** Each [batch * tokens, width]. */
  readonly flat: readonly string[];
  /** Adds nodes that take rows [n, width] of each to logits whose last axis is the vocabulary. */
  logits(editor: GraphEditor, rows: readonly string[]): string;
}

export function flatten(editor: GraphEditor, x: string): string {
  return editor.add('Flatten', [x], { axis: -1 });
}

/**
 * Adds the output `plackett_logps` [n]. With `blockRows` > 0 so many rows at most are taken to the vocabulary at a time, in a Scan:
 * what n rows take there (150,000 float32 each) would be most of a run's memory.
 */
export function logProbabilities(editor: GraphEditor, source: RowSource, blockRows = 0): void {
  if (blockRows <= 0) {
    const logps = logpsOf(editor, source, added.rows, added.labels);
    editor.add('Reshape', [logps, editor.integers([-1])], {}, added.logps);
    return;
  }
  const body = editor.part('block');
  const [rows, labels, out] = ['rows', 'labels', 'logps'].map((name) => `plackett/block/${name}`);
  const logps = logpsOf(body, source, rows, labels);
  body.add('Reshape', [logps, body.integers([-1])], {}, out);

  // All blocks are of one size, the smallest that makes them as few as allowed; the last ones repeat row 0 in what is left.
  const count = editor.add('Shape', [added.rows]);
  const up = (a: string, b: string) => {
    const more = editor.add('Sub', [editor.add('Add', [a, b]), editor.integers([1])]);
    return editor.add('Div', [more, b]);
  };
  const blocks = up(count, editor.integers([blockRows]));
  const size = up(count, blocks);
  const left = editor.add('Sub', [editor.add('Mul', [blocks, size]), count]);
  const pads = editor.add('Concat', [editor.integers([0]), left], { axis: 0 });
  const shape = editor.add('Concat', [blocks, size], { axis: 0 });
  const inBlocks = [added.rows, added.labels].map((name) =>
    editor.add('Reshape', [editor.add('Pad', [name, pads]), shape]),
  );
  editor.nodes.push(
    newScan(inBlocks, 'plackett/blocks', {
      nodes: body.nodes,
      initializers: [],
      inputs: [rows, labels].map((name) => newValue(name, elementType.int64, ['plackett_block'])),
      outputs: [newValue(out, elementType.float32, ['plackett_block'])],
      rest: [textField(2, 'plackett_block')],
    }),
  );
  const all = editor.add('Reshape', ['plackett/blocks', editor.integers([-1])]);
  editor.add('Slice', [all, editor.integers([0]), count, editor.integers([0])], {}, added.logps);
}

/**
 * log softmax(logits)[label] in float32: [n, 1] nats. Written out, as the ReduceLogSumExp of some providers overflows, and this
 * is also the more exact one on the CPU.
 */
function logpsOf(editor: GraphEditor, { flat, logits }: RowSource, rows: string, labels: string): string {
  const hidden = flat.map((values) => editor.add('Gather', [values, rows], { axis: 0 }));
  const x = flatten(editor, editor.cast(logits(editor, hidden), 'float32'));
  const column = editor.add('Reshape', [labels, editor.integers([-1, 1])]);
  const ofLabel = editor.add('GatherElements', [x, column], { axis: 1 });
  // No label is above the maximum: this only lets everything else read x before Sub, which then overwrites it.
  const most = editor.add('Max', [editor.reduceLast('ReduceMax', x), ofLabel]);
  const sum = editor.reduceLast('ReduceSum', editor.add('Exp', [editor.add('Sub', [x, most])]));
  return editor.add('Sub', [editor.add('Sub', [ofLabel, most]), editor.add('Log', [sum])]);
}
