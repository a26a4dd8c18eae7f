import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import type { Example } from '../dataset/example.ts';
import type { RawLine } from '../dataset/lines.ts';
import { rankingAt } from '../dataset/rankingAt.ts';
import { UserError } from '../userError.ts';
import type { ModelTokens, RankingTokens, TokensRequest } from './evaluation.ts';
import { type KeptTokenizers, keptTokenizers } from './keptTokenizers.ts';
import { shownRecord } from './shownRecord.ts';

/** Shows examples as tokens, for whoever walks through a file. Needs tokenizers only, no models. */
export function tokenViewer(
  tokenizers: KeptTokenizers = keptTokenizers(),
): (request: TokensRequest) => Promise<RankingTokens | undefined> {
  return async (request) => {
    const { scoring } = request;
    const wanted = (['policy', 'reference'] as const).flatMap((role) => {
      const folder = request[role];
      return folder === undefined ? [] : [{ role, folder }];
    });
    tokenizers.keepOnly(wanted.map(({ folder }) => folder));
    const record = await shownRecord(request);
    if (!record) return undefined;
    const { first, end, raw, offset } = record;
    const examples = rankingsIn(raw, request);
    const asked = request.part ?? (examples.length > 1 ? rankingAt(raw.text, examples, offset) : undefined);
    const part = Math.min(asked ?? 0, examples.length - 1);
    const example = examples[part];
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
    const begins = record.placeOf(example.places.prompt);
    return { first, end, part, parts: examples.length, begins, models: [...shown.values()] };
  };
}

/** UserError where there are none. */
function rankingsIn(raw: RawLine, { reading }: TokensRequest): readonly Example[] {
  const { lines = 1, text } = raw;
  const isEmpty = text.trim() === '';
  const { examples, problems } = isEmpty ? { examples: [], problems: [] } : checkRawLine(raw, reading);
  if (examples.length > 0) return examples;
  const why = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  const what = why?.message ?? l10n.t('The line is empty.');
  throw new UserError(
    lines > 1
      ? l10n.t('These {0} lines are not a ranking that can be scored: {1}', lines, what)
      : l10n.t('This line is not an example that can be scored: {0}', what),
    'data',
  );
}
