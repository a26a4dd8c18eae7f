import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import type { ScoreItem } from './contract.ts';
import { type Encoded, encodeExample } from './encode.ts';
import { givingUp } from './givingUp.ts';
import type { ScoringSettings } from './settings.ts';
import { OutOfTime, within } from './timeLimit.ts';
import { loadTokenizer, type TextTokenizer } from './tokenizer.ts';
import type { TokenizerFiles } from './tokenizerFiles.ts';

/** A tokenizer's patterns and templates come with a model, and can be such that no text ever ends. Milliseconds, far more than anything real takes. */
const longest = { load: 120_000, example: 30_000 };

/** As `loadTokenizer`; UserError too when it takes for ever. */
export function loadInTime(files: TokenizerFiles): TextTokenizer {
  try {
    return within(longest.load, () => loadTokenizer(files));
  } catch (cause) {
    if (!(cause instanceof OutOfTime)) throw cause;
    throw new UserError(
      l10n.t(
        'The tokenizer in {0} cannot be used: {1}. Copy tokenizer.json and the chat template again, or choose another model.',
        files.folder,
        cause.message,
      ),
      'model',
      { cause },
    );
  }
}

/** As `encodeExample`, and what takes for ever is a reason too; after a few in a row nothing is tried again. */
export function encodeInTime(tokenizer: TextTokenizer, folder: string, milliseconds = longest.example) {
  const encode = givingUp(
    (item: ScoreItem, settings: ScoringSettings): Encoded =>
      within(milliseconds, () => encodeExample(tokenizer, item, settings)),
    (error) => error instanceof OutOfTime,
  );
  return (item: ScoreItem, settings: ScoringSettings): Encoded => {
    try {
      return encode(item, settings);
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      const reason = l10n.t(
        'its text cannot be made tokens: {0}. Copy tokenizer.json and the chat template in {1} again, or choose another model.',
        error.message,
        folder,
      );
      return { ok: false, reason };
    }
  };
}
