import * as l10n from '@vscode/l10n';
import type { Tiers } from '../../preference/ranking.ts';
import type { Path } from '../example.ts';
import { entries, entryAt } from '../jsonText.ts';
import type { Relabelled } from './lineEdit.ts';

/** The order of a list's elements is the ranking: they change places, and what stands between them stays. */
export function reorderList(text: string, path: Path, tiers: Tiers): Relabelled {
  const list = entryAt(text, path)?.value;
  const elements = list ? [...entries(text, list.start)].map(({ value }) => value) : [];
  if (tiers.some((tier) => tier.length > 1))
    return { reason: l10n.t('whose list from best to worst cannot hold a tie') };
  if (elements.length !== tiers.length) return { reason: l10n.t('whose list is not where it should be') };
  return tiers.flatMap(([index], place) =>
    index === place
      ? []
      : [{ ...elements[place], text: text.slice(elements[index].start, elements[index].end) }],
  );
}
