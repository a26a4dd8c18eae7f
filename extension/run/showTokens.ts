import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkLine } from '../dataset/checkLine.ts';
import { openTextToTokens, type TextToTokens } from '../model/textToTokens.ts';
import { tokenizerFileNames } from '../model/tokenizerFiles.ts';
import { UserError } from '../userError.ts';
import type { ModelTokens, TokensRequest } from './evaluation.ts';

/** Minutes for which tokenizers are kept after they were last asked for: one of 150,000 tokens holds some 100 MB. */
const keptMinutes = 5;

/** Shows examples as tokens, for whoever walks through a file. Needs tokenizers only, no models. */
export function tokenViewer(): (request: TokensRequest) => Promise<ModelTokens[]> {
  const open = new Map<string, { readonly stamp: string; readonly tokenizer: Promise<TextToTokens> }>();
  let idle: NodeJS.Timeout | undefined;

  const tokenizerOf = async (folder: string): Promise<TextToTokens> => {
    const stamp = await stampOf(folder);
    const kept = open.get(folder);
    if (kept?.stamp === stamp) return kept.tokenizer;
    const tokenizer = openTextToTokens(folder);
    open.set(folder, { stamp, tokenizer });
    // A folder that is mended is tried again.
    tokenizer.catch(() => open.get(folder)?.tokenizer === tokenizer && open.delete(folder));
    return tokenizer;
  };

  return async ({ record, reading, scoring, ...folders }) => {
    clearTimeout(idle);
    idle = setTimeout(() => open.clear(), keptMinutes * 60_000);
    idle.unref();
    const wanted = (['policy', 'reference'] as const).flatMap((role) => {
      const folder = folders[role];
      return folder === undefined ? [] : [{ role, folder }];
    });
    for (const folder of open.keys())
      if (!wanted.some((other) => other.folder === folder)) open.delete(folder);
    const { examples, problems } = checkLine(record, { reading });
    const [example] = examples;
    if (!example) {
      const alone =
        record.trim() === ''
          ? 'The line is empty.'
          : 'It holds one answer of several that stand on lines of their own.';
      const what = problems[0]?.message ?? alone;
      throw new UserError(`This line is not an example that can be scored: ${what}`, 'data');
    }
    const shown = new Map<string, ModelTokens>();
    for (const { role, folder } of wanted) {
      const { fingerprint, notes, show } = await tokenizerOf(folder);
      const same = shown.get(fingerprint);
      shown.set(fingerprint, {
        ...(same ?? show(example, scoring)),
        ...(example.id === undefined ? {} : { id: example.id }),
        roles: [...(same?.roles ?? []), role],
        model: same?.model ?? basename(folder),
        tiers: example.tiers,
        tokenizerNotes: notes,
      });
    }
    return [...shown.values()];
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
