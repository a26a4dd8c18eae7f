import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';

export interface FoundGraph {
  readonly path: string;
  readonly note: string | undefined;
}

// The first that exists is taken; all but the first need a word about what it is.
const knownNames: readonly (readonly [file: string, note: string | undefined])[] = [
  ['model.onnx', undefined],
  ['decoder_model.onnx', undefined],
  ['decoder_model_merged.onnx', undefined],
  ['model_fp16.onnx', l10n.t('float16 weights: log-probabilities are right to about 3 digits')],
  [
    'decoder_model_merged_fp16.onnx',
    l10n.t('float16 weights: log-probabilities are right to about 3 digits'),
  ],
  ['model_q4f16.onnx', l10n.t('4-bit weights: log-probabilities differ from the model that was trained')],
  ['model_q4.onnx', l10n.t('4-bit weights: log-probabilities differ from the model that was trained')],
  ['model_bnb4.onnx', l10n.t('4-bit weights: log-probabilities differ from the model that was trained')],
  ['model_int8.onnx', l10n.t('8-bit weights: log-probabilities differ from the model that was trained')],
  ['model_uint8.onnx', l10n.t('8-bit weights: log-probabilities differ from the model that was trained')],
  ['model_quantized.onnx', l10n.t('8-bit weights: log-probabilities differ from the model that was trained')],
  [
    'decoder_model_merged_quantized.onnx',
    l10n.t('8-bit weights: log-probabilities differ from the model that was trained'),
  ],
];

/** The graph of an Optimum or transformers.js folder: the most exact one in `onnx/` or the folder itself. UserError when there is none. */
export async function findGraph(folder: string): Promise<FoundGraph> {
  const inOnnx = await filesOf(join(folder, 'onnx'));
  const inFolder = await filesOf(folder);
  const places: readonly (readonly [string, readonly string[]])[] = [
    [join(folder, 'onnx'), inOnnx],
    [folder, inFolder],
  ];
  for (const [name, note] of knownNames) {
    for (const [place, files] of places) {
      if (files.includes(name)) {
        return {
          path: join(place, name),
          note: note && l10n.t('Uses {0}, as there is no model.onnx: {1}.', name, note),
        };
      }
    }
  }
  const others = places.flatMap(([place, files]) =>
    files.filter((name) => name.endsWith('.onnx')).map((name) => join(place, name)),
  );
  if (others.length === 1) {
    return { path: others[0], note: l10n.t('Uses {0}, the only .onnx file of the folder.', others[0]) };
  }
  throw new UserError(l10n.t('{0} has no ONNX graph. {1}', folder, whatElse(inFolder, others)));
}

function whatElse(files: readonly string[], graphs: readonly string[]): string {
  if (graphs.length > 1) {
    const names = graphs
      .slice(0, 5)
      .map((path) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
    return l10n.t(
      'None of its .onnx files ({0}) is named model.onnx or decoder_model.onnx: rename the language model to model.onnx.',
      names.join(', '),
    );
  }
  if (files.some((name) => /\.(safetensors|bin|pt|pth|gguf)$/.test(name))) {
    return l10n.t(
      'It holds weights in another format. Export them: `optimum-cli export onnx --model FOLDER OUTPUT`, then choose OUTPUT.',
    );
  }
  return l10n.t(
    'Choose a folder with model.onnx or onnx/model.onnx (Optimum, transformers.js), or with genai_config.json (ONNX Runtime GenAI).',
  );
}

/** Names of the files in a folder, [] when there is no such folder. */
export async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
