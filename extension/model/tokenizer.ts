import { Tokenizer } from '@huggingface/tokenizers';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import { type ChatTemplate, chatTemplateOf } from './chatTemplate.ts';
import { isJson, type Json } from './jsonFile.ts';
import { keepTokens } from './keepTokens.ts';
import type { TokenizerFiles } from './tokenizerFiles.ts';
import { type ShownToken, tokenTexts } from './tokenText.ts';

/** Text to token ids, with what encoding a prompt and its completion needs to know. */
export interface TextTokenizer {
  /** Ids without what the post-processor adds. */
  encode(text: string): number[];
  /** Ids as the trainer's tokenizer gives them for a whole text: with what its post-processor adds. */
  encodeWhole(text: string): number[];
  /** What the post-processor puts before a text: BOS for most models that have one, [] otherwise. */
  readonly prefix: readonly number[];
  /** As text, to append it and to see whether a completion already ends in it. */
  readonly eos: string | undefined;
  readonly chatTemplate: ChatTemplate | undefined;
  /** Tokens as people read them. */
  show(ids: Int32Array): ShownToken[];
  readonly notes: readonly string[];
}

/** UserError when the files describe a tokenizer that cannot be built. `now` is the date that templates may write. */
export function loadTokenizer(files: TokenizerFiles, now = new Date()): TextTokenizer {
  const tokens = specialTokens(files);
  const tokenizer = buildTokenizer(files, tokens);
  const encodeText = (text: string, special: boolean) =>
    tokenizer.encode(text, { add_special_tokens: special }).ids;
  const { prefix, suffix } = aroundText(tokenizer);
  const chatTemplate = chatTemplateOf(files, tokens, now);
  const notes: string[] = [];
  const named =
    typeof tokens.eos_token === 'string' && tokens.eos_token !== '' ? tokens.eos_token : undefined;
  const eos = named !== undefined && encodeText(named, false).length === 1 ? named : undefined;
  if (eos === undefined) {
    const why =
      named === undefined
        ? l10n.t('The tokenizer names no EOS token')
        : l10n.t('The EOS token is not one token');
    notes.push(l10n.t('{0}, so none is appended to completions.', why));
  }
  if (suffix.length > 0) {
    notes.push(
      l10n.t(
        'The tokenizer appends tokens of its own to every text; Plackett leaves them out and appends EOS by its setting.',
      ),
    );
  }
  if (chatTemplate?.clock) {
    notes.push(
      l10n.t(
        "The chat template writes today's date, so log-probabilities of conversations change with the day.",
      ),
    );
  }
  return {
    encode: (text) => encodeText(text, false),
    encodeWhole: (text) => encodeText(text, true),
    prefix,
    eos,
    chatTemplate,
    show: tokenTexts(tokenizer, spellsBytes(files.tokenizer)),
    notes,
  };
}

function buildTokenizer(files: TokenizerFiles, tokens: Json): Tokenizer {
  try {
    // An older file may lack the list, which the library walks through; and it takes special tokens as text only.
    const tokenizer = new Tokenizer({ added_tokens: [], ...files.tokenizer }, { ...files.config, ...tokens });
    keepTokens(tokenizer);
    return tokenizer;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      l10n.t(
        'The tokenizer in {0} cannot be used: {1}. Save it again with a current version of transformers (save_pretrained), or copy tokenizer.json again.',
        files.folder,
        reason,
      ),
      'model',
      { cause },
    );
  }
}

/** Whether the vocabulary is written in GPT-2's stand-ins for bytes. */
function spellsBytes({ decoder, pre_tokenizer }: Json): boolean {
  return JSON.stringify([decoder, pre_tokenizer]).includes('"type":"ByteLevel"');
}

/** Ids that the post-processor puts around every text. */
function aroundText(tokenizer: Tokenizer): { prefix: readonly number[]; suffix: readonly number[] } {
  // No token is an empty string, so it can stand for the text.
  const tokens = tokenizer.post_processor?.([''], null, true).tokens ?? [''];
  const at = tokens.indexOf('');
  const ids = tokens.map((token) => tokenizer.token_to_id(token) ?? Number.NaN);
  return { prefix: ids.slice(0, at), suffix: ids.slice(at + 1) };
}

/** `bos_token` and its like as text, from tokenizer_config.json, then special_tokens_map.json: a string or `{content}`. */
function specialTokens(files: TokenizerFiles): Json {
  const tokens: Record<string, unknown> = {};
  for (const from of [files.specialTokens, files.config]) {
    for (const [name, value] of Object.entries(from)) {
      if (!name.endsWith('_token') || name.startsWith('add_')) continue;
      const text = isJson(value) ? value.content : value;
      if (typeof text === 'string') tokens[name] = text;
      else if (text === null) delete tokens[name];
    }
  }
  return tokens;
}
