import { open, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { lfsPointerStart } from '../onnx/graphFile.ts';
import { UserError } from '../userError.ts';
import { checkGraphFile } from './checkGraphFile.ts';
import { filesOf, findGraph } from './findGraph.ts';
import { checkFolder, genaiGraph } from './folder.ts';
import { assertTextFile, isJson, type Json, readJsonFile } from './jsonFile.ts';
import { mergeConfigs, readConfig, readGenaiConfig } from './modelConfig.ts';
import { type Precision, precisionOf } from './precision.ts';
import { tokenizerHelp } from './tokenizerFiles.ts';

/** What a model folder is, told from its configuration, the names of its files and its graph without the weights. Plain data. */
export interface ModelGlance {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  /** The architecture, as `llama`; undefined where no file says. */
  readonly kind: string | undefined;
  readonly precision: Precision | undefined;
  /** Tokens; 0 = unknown. */
  readonly contextLength: number;
  /** Bytes of the graph and the weights beside it, those that are there. */
  readonly bytes: number;
  /** What is missing or broken, each ending with what to do. Empty = it looks whole. */
  readonly problems: readonly string[];
}

/** Takes milliseconds for a model of any size: no weights, no vocabulary and no fingerprint. Never rejects. */
export async function glanceAtModel(folder: string): Promise<ModelGlance> {
  const root = resolve(folder);
  const problems: string[] = [];
  const attempt = async <T>(look: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await look();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const nothing = { folder: root, name: basename(root), kind: undefined, precision: undefined };
  await attempt(() => checkFolder(root));
  if (problems.length > 0) return { ...nothing, contextLength: 0, bytes: 0, problems };
  const config = (await attempt(() => readJsonFile(join(root, 'config.json')))) ?? {};
  const genai = (await attempt(() => readJsonFile(join(root, 'genai_config.json')))) ?? {};
  const genaiModel = isJson(genai.model) ? genai.model : undefined;
  const graph = await attempt(async () => (genaiModel ? genaiGraph(root, genaiModel) : findGraph(root)));
  const checked = graph && (await attempt(() => checkGraphFile(graph.path)));
  await attempt(() => checkTokenizer(root));
  const files = graph ? [graph.path, ...(checked?.externalData ?? [])] : [];
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return {
    ...nothing,
    kind: kindOf(genaiModel, config),
    precision: checked && precisionOf(checked.elements, checked.operators),
    contextLength: mergeConfigs(readGenaiConfig(genaiModel ?? {}), readConfig(config)).contextLength,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    problems,
  };
}

function kindOf(genai: Json | undefined, config: Json): string | undefined {
  const said = [config.model_type, genai?.type].find((name) => typeof name === 'string' && name !== '');
  return said === undefined ? undefined : String(said).slice(0, 60);
}

/** UserError where `tokenizer.json` is missing, empty or not there yet; its megabytes are not read. */
async function checkTokenizer(root: string): Promise<void> {
  const path = join(root, 'tokenizer.json');
  await assertTextFile(path).catch((error) => {
    if (error instanceof UserError) throw error;
  });
  const file = await open(path).catch(() => undefined);
  if (!file)
    throw new UserError(l10n.t('{0} has no tokenizer.json. {1}', root, tokenizerHelp(await filesOf(root))));
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(lfsPointerStart.length),
      0,
      lfsPointerStart.length,
      0,
    );
    if (bytesRead === 0)
      throw new UserError(
        l10n.t('{0} is empty. The folder may be half copied: copy tokenizer.json again.', path),
      );
    if (buffer.toString('utf8', 0, bytesRead) === lfsPointerStart)
      throw new UserError(
        l10n.t('{0} is a git-lfs pointer, not the file itself. Run `git lfs pull` there.', path),
      );
  } finally {
    await file.close();
  }
}
