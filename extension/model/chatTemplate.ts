import { Template } from '@huggingface/jinja';
import type { Turn } from '../dataset/example.ts';
import { UserError } from '../userError.ts';
import type { TokenizerFiles } from './folder.ts';
import { isJson, type Json } from './jsonFile.ts';

/** Turns a conversation into text, as the model was trained to see it. */
export interface ChatTemplate {
  /** Throws what the template raises, for example on roles that it does not know. */
  render(turns: readonly Turn[], options: RenderOptions): string;
  /** It writes the date, so that the same record gives other tokens tomorrow. */
  readonly readsClock: boolean;
}

export interface RenderOptions {
  /** End with what introduces the assistant's turn. */
  readonly generationPrompt: boolean;
  /** Tool definitions as the record gives them: a list, or its JSON text. */
  readonly tools: unknown;
}

/** From chat_template.jinja, then `chat_template` of tokenizer_config.json: one template, or a list of named ones. UserError when it cannot be parsed. */
export function chatTemplateOf(files: TokenizerFiles, tokens: Json): ChatTemplate | undefined {
  const sources = templateSources(files);
  const usual = sources.get('default');
  if (usual === undefined) return undefined;
  const template = parse(usual, files.folder);
  const withTools = sources.has('tool_use') ? parse(sources.get('tool_use')!, files.folder) : template;
  return {
    readsClock: [...sources.values()].some((source) => source.includes('strftime_now')),
    render(turns, { generationPrompt, tools }) {
      const definitions = readTools(tools);
      return (definitions ? withTools : template).render({
        // The same names as transformers' `apply_chat_template` gives.
        ...tokens,
        messages: turns,
        tools: definitions ?? null,
        documents: null,
        add_generation_prompt: generationPrompt,
      });
    },
  };
}

function templateSources(files: TokenizerFiles): Map<string, string> {
  if (files.chatTemplate !== undefined) return new Map([['default', files.chatTemplate]]);
  const named = files.config.chat_template;
  if (typeof named === 'string') return new Map([['default', named]]);
  const sources = new Map<string, string>();
  if (Array.isArray(named)) {
    for (const entry of named) {
      if (isJson(entry) && typeof entry.name === 'string' && typeof entry.template === 'string') {
        sources.set(entry.name, entry.template);
      }
    }
  }
  return sources;
}

function parse(source: string, folder: string): Template {
  try {
    return new Template(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `The chat template in ${folder} cannot be read: ${reason}. Mend chat_template in tokenizer_config.json, or copy the file again.`,
      'model',
      { cause },
    );
  }
}

function readTools(tools: unknown): unknown[] | undefined {
  if (typeof tools === 'string') {
    try {
      return readTools(JSON.parse(tools));
    } catch {
      return undefined;
    }
  }
  return Array.isArray(tools) && tools.length > 0 ? tools : undefined;
}
