import { type GraphEditor, newAttribute } from './graphEditor.ts';
import type { Head } from './head.ts';

/** The head once more, on rows [n, width] of each of its cuts; gives the name of their logits. */
export function replayHead(editor: GraphEditor, head: Head, rows: readonly string[]): string {
  const names = new Map(head.cuts.map((cut, i) => [cut, rows[i]]));
  const now = (name: string): string => {
    const source = head.skipped.get(name);
    return names.get(name) ?? (source === undefined ? name : now(source));
  };
  for (const node of head.nodes) {
    for (const output of node.outputs) if (output) names.set(output, `plackett/head/${output}`);
    const inputs = node.inputs.map(now);
    // The last axis is another one in rows without batch.
    if (node.op === 'Slice') inputs[3] = editor.integers([-1]);
    editor.nodes.push({
      ...node,
      name: `plackett/head/${node.name}`,
      inputs,
      outputs: node.outputs.map(now),
      attributes: node.attributes.map((attribute) =>
        attribute.name === 'axis' ? newAttribute('axis', -1) : attribute,
      ),
    });
  }
  return now(head.logits);
}
