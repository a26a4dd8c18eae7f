import * as l10n from '@vscode/l10n';
import type { EditOptions } from './completionRows.ts';
import { graphEditor } from './graphEditor.ts';
import { flatten, logProbabilities } from './logProbabilities.ts';
import type { Edited, OnnxModel } from './onnxModel.ts';
import { whyNotEditable, withLogps } from './withLogps.ts';

/**
 * For heads that are not known: the same inputs and output as `completionRows`, but rows are taken from the logits of all
 * positions, so that the head runs on every row.
 */
export function reducedLogits(model: OnnxModel, options: EditOptions = {}): Edited {
  const { logits = 'logits', keepPresent = false, blockRows } = options;
  const reason = whyNotEditable(model);
  if (reason !== undefined) return { ok: false, reason };
  const output = model.graph.outputs.find(({ name }) => name === logits);
  if (!output) return { ok: false, reason: l10n.t('it has no output {0}', logits) };
  if (output.shape?.length === 3 && output.shape[1] === 1)
    return { ok: false, reason: l10n.t('it gives logits of the last position only') };
  const editor = graphEditor(model);
  logProbabilities(editor, { flat: [flatten(editor, logits)], logits: (_, [rows]) => rows }, blockRows);
  const outputs = keepPresent ? model.graph.outputs.filter(({ name }) => name !== logits) : [];
  return { ok: true, model: withLogps(model, editor, { nodes: model.graph.nodes, outputs }) };
}
