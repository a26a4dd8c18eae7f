import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ScoreItem, Sequence } from './contract.ts';
import type { Failure } from './encode.ts';
import { encodeInTime, loadInTime } from './encodeInTime.ts';
import { isJson, readJsonFile } from './jsonFile.ts';
import { mergeConfigs, readConfig, readGenaiConfig } from './modelConfig.ts';
import type { ScoringSettings } from './settings.ts';
import { type ShownExample, shownExample } from './shownExample.ts';
import { readTokenizerFiles } from './tokenizerFiles.ts';
import type { ShownToken } from './tokenText.ts';
import { maxLengthOf, truncate } from './truncate.ts';

export type Prepared =
  | {
      readonly ok: true;
      /** [K] */
      readonly sequences: readonly Sequence[];
      readonly truncated: boolean;
      /** A merge crossed the border, so prompt and completion were tokenized apart. */
      readonly separate: boolean;
      /** Sentences on how the chat template was applied. */
      readonly notes: readonly string[];
    }
  | Failure;

export interface Measured {
  readonly longest: number;
  readonly truncated: boolean;
  readonly reason?: string;
}

/** A model folder's tokenizer and chat template: text in, what the model scores out. Needs no model in memory. */
export interface TextToTokens {
  /** Equal where the same text becomes the same tokens. */
  readonly fingerprint: string;
  /** Tokens; 0 = unknown. */
  readonly contextLength: number;
  /** Sentences for the log. */
  readonly notes: readonly string[];
  /**
   * Sequences that the model can run, or the reason why it cannot; never throws for what the example holds.
   * `vocabularySize`: the model's, 0 = unknown; ids beyond it are refused here, as on a GPU they can end the process.
   */
  prepare(item: ScoreItem, settings: ScoringSettings, vocabularySize: number): Prepared;
  /** What truncation would do: tokens of the longest sequence as it is written, whether one is cut, and why none could be scored. */
  measure(item: ScoreItem, settings: ScoringSettings): Measured;
  /** The same, to be looked at: with what truncation drops. */
  show(item: ScoreItem, settings: ScoringSettings): ShownExample;
  /** [n] tokens for [n] ids, as people read them. */
  spell(ids: Int32Array): readonly ShownToken[];
}

/** Reads a model folder's tokenizer files; its graph may be missing. UserError when a file is missing or broken. */
export async function openTextToTokens(folder: string): Promise<TextToTokens> {
  const root = resolve(folder);
  const files = await readTokenizerFiles(root);
  const genai = await readJsonFile(join(root, 'genai_config.json'));
  const { contextLength } = mergeConfigs(
    readGenaiConfig(isJson(genai?.model) ? genai.model : {}),
    readConfig((await readJsonFile(join(root, 'config.json'))) ?? {}),
  );
  const tokenizer = loadInTime(files);
  const encode = encodeInTime(tokenizer, root);
  const { folder: _, ...content } = files;
  return {
    fingerprint: createHash('sha256')
      .update(JSON.stringify([content, contextLength, tokenizer.chatTemplate?.clock ?? '']))
      .digest('hex'),
    contextLength,
    notes: tokenizer.notes,
    spell: tokenizer.show,
    show: (item, settings) => shownExample(tokenizer, encode(item, settings), settings, contextLength),
    measure(item, settings) {
      const encoded = encode(item, settings);
      if (!encoded.ok) return { longest: 0, truncated: false, reason: encoded.reason };
      const maxLength = maxLengthOf(settings.maxLength, contextLength);
      const cuts = encoded.sequences.map((whole) => truncate(whole, maxLength, settings.truncation));
      const lost = cuts.findIndex((cut) => !cut.ok);
      const cut = cuts[lost];
      return {
        longest: Math.max(...encoded.sequences.map(({ ids }) => ids.length)),
        truncated: cuts.some((one) => one.ok && one.truncated),
        ...(cut && !cut.ok ? { reason: l10n.t('completion {0}: {1}', lost + 1, cut.reason) } : {}),
      };
    },
    prepare(item, settings, vocabularySize) {
      const encoded = encode(item, settings);
      if (!encoded.ok) return encoded;
      const maxLength = maxLengthOf(settings.maxLength, contextLength);
      const sequences: Sequence[] = [];
      let truncated = false;
      for (const [index, whole] of encoded.sequences.entries()) {
        const cut = truncate(whole, maxLength, settings.truncation);
        if (!cut.ok) return { ok: false, reason: l10n.t('completion {0}: {1}', index + 1, cut.reason) };
        const foreign = foreignId(cut.sequence, vocabularySize, index);
        if (foreign) return { ok: false, reason: foreign };
        sequences.push(cut.sequence);
        truncated ||= cut.truncated;
      }
      return { ok: true, sequences, truncated, separate: encoded.separate, notes: encoded.notes };
    },
  };
}

function foreignId(
  { ids, promptLength }: Sequence,
  vocabularySize: number,
  index: number,
): string | undefined {
  const foreign = vocabularySize === 0 ? -1 : ids.findIndex((id) => id >= vocabularySize || id < 0);
  if (foreign < 0) return undefined;
  const where = foreign < promptLength ? l10n.t('the prompt') : l10n.t('completion {0}', index + 1);
  return l10n.t(
    "token id {0} of {1} is beyond the model's vocabulary of {2}: tokenizer and model do not belong together",
    ids[foreign],
    where,
    vocabularySize,
  );
}
