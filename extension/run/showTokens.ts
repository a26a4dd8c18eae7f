import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { checkLine } from '../dataset/checkLine.ts';
import { UserError } from '../userError.ts';
import type { ModelTokens, TokensRequest } from './evaluation.ts';
import { type KeptTokenizers, keptTokenizers } from './keptTokenizers.ts';

/** Shows examples as tokens, for whoever walks through a file. Needs tokenizers only, no models. */
export function tokenViewer(
  tokenizers: KeptTokenizers = keptTokenizers(),
): (request: TokensRequest) => Promise<ModelTokens[]> {
  return async ({ record, reading, scoring, ...folders }) => {
    const wanted = (['policy', 'reference'] as const).flatMap((role) => {
      const folder = folders[role];
      return folder === undefined ? [] : [{ role, folder }];
    });
    tokenizers.keepOnly(wanted.map(({ folder }) => folder));
    const { examples, problems } = checkLine(record, { reading });
    const [example] = examples;
    if (!example) {
      const alone =
        record.trim() === ''
          ? l10n.t('The line is empty.')
          : l10n.t('It holds one answer of several that stand on lines of their own.');
      const what = problems[0]?.message ?? alone;
      throw new UserError(l10n.t('This line is not an example that can be scored: {0}', what), 'data');
    }
    const shown = new Map<string, ModelTokens>();
    for (const { role, folder } of wanted) {
      const { fingerprint, notes, show } = await tokenizers.open(folder);
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
