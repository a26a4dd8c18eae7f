import { Environment, Template } from '@huggingface/jinja';
import * as l10n from '@vscode/l10n';
import type { Turn } from '../dataset/example.ts';
import { UserError } from '../userError.ts';
import { BoundedInterpreter, TemplateWithoutEnd } from './boundedTemplate.ts';
import { givingUp } from './givingUp.ts';
import { isJson, type Json } from './jsonFile.ts';
import { strftime } from './strftime.ts';
import type { TokenizerFiles } from './tokenizerFiles.ts';

/** Turns a conversation into text, as the model was trained to see it. */
export interface ChatTemplate {
  /** Throws what the template raises (`TemplateRefusal`), that it goes on without end (`TemplateWithoutEnd`), or what the interpreter cannot do. */
  render(turns: readonly Turn[], options: RenderOptions): string;
  /** What the template may read from the clock, if it reads it: the same value, the same text. */
  readonly clock: string | undefined;
}

export interface RenderOptions {
  /** End with what introduces the assistant's turn. */
  readonly generationPrompt: boolean;
  /** Tool definitions as the record gives them: a list, or its JSON text. */
  readonly tools: unknown;
}

/** A template's own words for what it does not take, as `System role not supported`. */
export class TemplateRefusal extends Error {
  override name = 'TemplateRefusal';
}

/** As Python's jinja2 sandbox, which transformers renders with. */
const longestRange = 100_000;

/**
 * One template, or a list of named ones of which `default` and `tool_use` are used, from the first that is there:
 * chat_template.jinja (and additional_chat_templates/), tokenizer_config.json, chat_template.json, genai_config.json.
 * UserError when it cannot be parsed. The clock stands still at `now`, so that one run has one date.
 */
export function chatTemplateOf(files: TokenizerFiles, tokens: Json, now: Date): ChatTemplate | undefined {
  const sources = templateSources(files);
  const usual = sources.get('default') ?? (sources.size === 1 ? [...sources.values()][0] : undefined);
  if (usual === undefined) return undefined;
  const template = parse(usual, files.folder);
  const toolUse = sources.get('tool_use');
  const withTools = toolUse === undefined ? template : parse(toolUse, files.folder);
  const render: ChatTemplate['render'] = (turns, { generationPrompt, tools }) => {
    const definitions = readTools(tools);
    const environment = new Environment();
    // The same names as transformers' `apply_chat_template` gives.
    const names = {
      ...globals,
      strftime_now: (format: string) => strftime(now, format),
      ...tokens,
      messages: turns,
      tools: definitions ?? null,
      documents: null,
      add_generation_prompt: generationPrompt,
    };
    for (const [name, value] of Object.entries(names)) environment.set(name, value);
    const interpreter = new BoundedInterpreter(environment, turns);
    return String(interpreter.run((definitions ? withTools : template).parsed).value);
  };
  return {
    clock: clockOf([...sources.values()].join('\n'), now),
    render: givingUp(render, (error) => error instanceof TemplateWithoutEnd),
  };
}

const globals = {
  true: true,
  false: false,
  none: null,
  True: true,
  False: false,
  None: null,
  range(...bounds: number[]) {
    const [start, stop, step] =
      bounds.length === 1 ? [0, bounds[0], 1] : [bounds[0], bounds[1], bounds[2] ?? 1];
    const length = Math.ceil((stop - start) / step);
    if (!(length <= longestRange)) throw new Error(`range of ${length} steps`);
    return Array.from({ length: Math.max(0, length) }, (_, i) => start + i * step);
  },
  raise_exception(message: unknown) {
    throw new TemplateRefusal(String(message));
  },
};

function templateSources(files: TokenizerFiles): ReadonlyMap<string, string> {
  if (files.chatTemplate !== undefined) {
    return new Map([...Object.entries(files.namedTemplates ?? {}), ['default', files.chatTemplate]]);
  }
  for (const given of [files.config.chat_template, files.otherTemplate]) {
    if (typeof given === 'string') return new Map([['default', given]]);
    if (Array.isArray(given)) {
      const named = given.filter(isJson).map(({ name, template }) => [name, template] as const);
      return new Map(
        named.filter((pair): pair is [string, string] => pair.every((part) => typeof part === 'string')),
      );
    }
  }
  return new Map();
}

function parse(source: string, folder: string): Template {
  try {
    return new Template(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      l10n.t(
        'The chat template in {0} cannot be read: {1}. Mend chat_template in tokenizer_config.json, or copy the file again.',
        folder,
        reason,
      ),
      'model',
      { cause },
    );
  }
}

/** The day; the minute too where the template may write it. */
function clockOf(source: string, now: Date): string | undefined {
  if (!source.includes('strftime_now')) return undefined;
  return strftime(now, /%[-#]?[HIMSTXRcfps]/.test(source) ? '%Y-%m-%d %H:%M' : '%Y-%m-%d');
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
