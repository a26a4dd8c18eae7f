import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { leavesFolder } from '../onnx/weightFiles.ts';
import { UserError } from '../userError.ts';
import { checkGraphFile } from './checkGraphFile.ts';
import { findGraph } from './findGraph.ts';
import { fingerprint } from './fingerprint.ts';
import { type GraphNames, readGraphNames } from './graphNames.ts';
import { isJson, type Json, readJsonFile } from './jsonFile.ts';
import { type ModelConfig, mergeConfigs, readConfig, readGenaiConfig } from './modelConfig.ts';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizerFiles.ts';

/** What lies in a model folder: everything needed to load it, nothing loaded yet. */
export interface ModelSpec extends ModelConfig {
  readonly folder: string;
  readonly name: string;
  readonly layout: 'optimum' | 'genai' | 'plain';
  /** Absolute path of the .onnx file. */
  readonly graph: string;
  readonly externalData: readonly string[];
  readonly operators: ReadonlySet<string>;
  /** Names of inputs and outputs, where genai_config.json gives them. */
  readonly names: GraphNames;
  readonly tokenizer: TokenizerFiles;
  readonly fingerprint: string;
  /** Sentences for the log. */
  readonly notes: readonly string[];
}

const jsonFiles = [
  'config.json',
  'genai_config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
] as const;

/**
 * Reads a folder in Optimum / transformers.js or ONNX Runtime GenAI layout and checks that it is whole.
 * UserError naming the missing or broken piece and what to do.
 */
export async function readModelFolder(folder: string): Promise<ModelSpec> {
  const root = resolve(folder);
  await checkFolder(root);
  const read = (name: (typeof jsonFiles)[number]) => readJsonFile(join(root, name));
  const genai = await read('genai_config.json');
  const config = await read('config.json');
  const genaiModel = genai && isJson(genai.model) ? genai.model : undefined;
  const graph = genaiModel ? genaiGraph(root, genaiModel) : await findGraph(root);
  const checked = await checkGraphFile(graph.path);
  const tokenizer = await readTokenizerFiles(root);
  return {
    folder: root,
    name: basename(root),
    layout: genaiModel ? 'genai' : config ? 'optimum' : 'plain',
    graph: graph.path,
    ...checked,
    ...mergeConfigs(readGenaiConfig(genaiModel ?? {}), readConfig(config ?? {})),
    names: readGraphNames(genaiModel),
    tokenizer,
    fingerprint: await fingerprint(root, [
      graph.path,
      ...checked.externalData,
      ...jsonFiles.map((name) => join(root, name)),
      join(root, 'chat_template.jinja'),
    ]),
    notes: graph.note ? [graph.note] : [],
  };
}

export async function checkFolder(root: string): Promise<void> {
  const found = await stat(root).catch(() => undefined);
  if (!found) throw new UserError(l10n.t('{0} does not exist. Choose the folder of a model.', root));
  if (!found.isDirectory()) {
    throw new UserError(
      l10n.t('{0} is a file. Choose the folder that holds it, with its tokenizer.json.', root),
    );
  }
}

export function genaiGraph(root: string, model: Json): { readonly path: string; readonly note: undefined } {
  const decoder = isJson(model.decoder) ? model.decoder : undefined;
  const filename = decoder?.filename;
  if (typeof filename !== 'string' || filename === '') {
    throw new UserError(
      l10n.t(
        '{0} names no graph (model.decoder.filename). Plackett reads decoder-only models in one .onnx file: export the model so, or choose another folder.',
        join(root, 'genai_config.json'),
      ),
    );
  }
  if (leavesFolder(filename))
    throw new UserError(
      l10n.t(
        '{0} names a graph outside its own folder (model.decoder.filename), which is not read. Put the graph beside it and name it there.',
        join(root, 'genai_config.json'),
      ),
    );
  return { path: resolve(root, filename), note: undefined };
}
