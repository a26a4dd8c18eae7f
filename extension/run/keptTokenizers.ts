import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openTextToTokens, type TextToTokens } from '../model/textToTokens.ts';
import { tokenizerFileNames } from '../model/tokenizerFiles.ts';

/** Minutes for which tokenizers are kept after they were last asked for: one of 150,000 tokens holds some 100 MB. */
const keptMinutes = 5;

/** The tokenizers of an example's models, read again when their files change. */
export interface KeptTokenizers {
  /** Forgets all others, which belong to models that were chosen before. */
  keepOnly(folders: readonly string[]): void;
  /** Rejects as `openTextToTokens` does. */
  open(folder: string): Promise<TextToTokens>;
}

export function keptTokenizers(): KeptTokenizers {
  const open = new Map<string, { readonly stamp: string; readonly tokenizer: Promise<TextToTokens> }>();
  let idle: NodeJS.Timeout | undefined;
  return {
    keepOnly(folders) {
      clearTimeout(idle);
      idle = setTimeout(() => open.clear(), keptMinutes * 60_000);
      idle.unref();
      for (const folder of open.keys()) if (!folders.includes(folder)) open.delete(folder);
    },
    async open(folder) {
      const stamp = await stampOf(folder);
      const kept = open.get(folder);
      if (kept?.stamp === stamp) return kept.tokenizer;
      const tokenizer = openTextToTokens(folder);
      open.set(folder, { stamp, tokenizer });
      // A folder that is mended is tried again.
      tokenizer.catch(() => open.get(folder)?.tokenizer === tokenizer && open.delete(folder));
      return tokenizer;
    },
  };
}

async function stampOf(folder: string): Promise<string> {
  const facts = await Promise.all(
    tokenizerFileNames.map((name) =>
      stat(join(folder, name)).then(
        ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
        () => '',
      ),
    ),
  );
  // The day too, as a template may write it.
  return [new Date().toDateString(), ...facts].join('\n');
}
