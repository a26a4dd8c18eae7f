import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import { filesOf } from './findGraph.ts';
import { type Json, readJsonFile, readTextFile } from './jsonFile.ts';

/** The parsed files that make a tokenizer. */
export interface TokenizerFiles {
  /** For error messages. */
  readonly folder: string;
  readonly tokenizer: Json;
  readonly config: Json;
  readonly specialTokens: Json;
  /** Text of `chat_template.jinja`. */
  readonly chatTemplate: string | undefined;
  /** Texts of `additional_chat_templates/`, by name. */
  readonly namedTemplates?: Readonly<Record<string, string>>;
  /** `chat_template` of `chat_template.json` (processors of multimodal models), else of `genai_config.json`. */
  readonly otherTemplate?: unknown;
}

/** The files of a model folder that decide what tokens a text becomes. */
export const tokenizerFileNames = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'chat_template.jinja',
  'chat_template.json',
  'genai_config.json',
  'config.json',
  'additional_chat_templates',
];

/** UserError naming the file that is missing or broken. */
export async function readTokenizerFiles(root: string): Promise<TokenizerFiles> {
  const tokenizer = await readJsonFile(join(root, 'tokenizer.json'));
  if (!tokenizer)
    throw new UserError(l10n.t('{0} has no tokenizer.json. {1}', root, tokenizerHelp(await filesOf(root))));
  const chatTemplate = await readTextFile(join(root, 'chat_template.jinja'));
  return {
    folder: root,
    tokenizer,
    config: (await readJsonFile(join(root, 'tokenizer_config.json'))) ?? {},
    specialTokens: (await readJsonFile(join(root, 'special_tokens_map.json'))) ?? {},
    chatTemplate,
    namedTemplates: await readNamedTemplates(join(root, 'additional_chat_templates')),
    otherTemplate:
      (await readJsonFile(join(root, 'chat_template.json')))?.chat_template ??
      (await readJsonFile(join(root, 'genai_config.json')))?.chat_template,
  };
}

async function readNamedTemplates(folder: string): Promise<Record<string, string>> {
  const templates: Record<string, string> = {};
  for (const name of (await filesOf(folder)).filter((name) => name.endsWith('.jinja')).sort()) {
    templates[name.slice(0, -'.jinja'.length)] = (await readTextFile(join(folder, name))) ?? '';
  }
  return templates;
}

export function tokenizerHelp(files: readonly string[]): string {
  const old = files.find((name) =>
    ['tokenizer.model', 'vocab.json', 'spiece.model', 'vocab.txt'].includes(name),
  );
  const save = l10n.t(
    '`AutoTokenizer.from_pretrained(MODEL).save_pretrained(FOLDER)` in Python writes it and tokenizer_config.json',
  );
  return old
    ? l10n.t("It has {0}, the slow tokenizer's format, only: {1}.", old, save)
    : l10n.t('Copy it from the model that was exported: {0}.', save);
}
