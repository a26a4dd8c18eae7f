import * as l10n from '@vscode/l10n';
import { number, scalarWords } from '../figures/shortWords.ts';
import { ordinal } from '../format.ts';
import type { Brush, Span } from './brush.ts';
import { sliceName } from './sliceColumn.ts';

/** What a brush chooses, as its chip says it. */
export function brushWords(brush: Brush): string {
  const { x, y, field, words } = brush;
  switch (brush.dimension) {
    case 'margin':
      return l10n.t('Margin {0}', spanWords(x));
    case 'loss':
      return l10n.t('Loss {0}', spanWords(x));
    case 'policy':
      return joined([
        x && l10n.t('Chosen, reference {0}', spanWords(x)),
        y && l10n.t('Chosen, policy {0}', spanWords(y)),
      ]);
    case 'quadrants':
      return joined([
        x && l10n.t('Rejected moved {0}', spanWords(x)),
        y && l10n.t('Chosen moved {0}', spanWords(y)),
      ]);
    case 'rewards':
      return joined([placeWords(x, 0, tierPlaces), y && l10n.t('Reward {0}', spanWords(y))]);
    case 'length':
      return joined([x && l10n.t('Tokens {0}', spanWords(x)), y && l10n.t('Reward {0}', spanWords(y))]);
    case 'probability':
      return `P(first) ${spanWords(x)}`;
    case 'position':
      return l10n.t('Wrong at {0}', placeWords(x, -1, positionPlaces) ?? positionPlaces.any);
    case 'slice':
      return `${sliceName(field)} ${words ? words.map(scalarWords).join(', ') : spanWords(x)}`;
    default:
      return brush.dimension satisfies never;
  }
}

export function spanWords([low, high]: Span = [null, null]): string {
  if (low === null && high === null)
    return l10n.t({ message: 'any', comment: ['Any value, where a range has no ends'] });
  if (low === null) return l10n.t('below {0}', number(high!));
  if (high === null) return l10n.t('{0} and above', number(low));
  return l10n.t('{0} to {1}', number(low), number(high));
}

interface PlacesWords {
  readonly one: (place: string) => string;
  readonly some: (first: string, last: string) => string;
  readonly from: (first: string) => string;
  readonly upTo: (last: string) => string;
  readonly any: string;
}

const tierPlaces: PlacesWords = {
  one: (place) => l10n.t('{0} tier', place),
  some: (first, last) => l10n.t('{0} to {1} tier', first, last),
  from: (first) => l10n.t('{0} tier and later', first),
  upTo: (last) => l10n.t('tiers up to the {0}', last),
  any: l10n.t('any tier'),
};

const positionPlaces: PlacesWords = {
  one: (place) => l10n.t('{0} position', place),
  some: (first, last) => l10n.t('{0} to {1} position', first, last),
  from: (first) => l10n.t('{0} position and later', first),
  upTo: (last) => l10n.t('positions up to the {0}', last),
  any: l10n.t('any position'),
};

/** Whole places whose middles lie in the span; `shift` is what the first of them is less than 1st. */
function placeWords(span: Span | undefined, shift: number, words: PlacesWords): string | undefined {
  if (!span) return undefined;
  const first = span[0] === null ? undefined : Math.ceil(span[0]) + 1 + shift;
  const last = span[1] === null ? undefined : Math.ceil(span[1]) + shift;
  if (first !== undefined && last !== undefined)
    return first === last ? words.one(ordinal(first)) : words.some(ordinal(first), ordinal(last));
  if (first !== undefined) return words.from(ordinal(first));
  if (last === undefined) return words.any;
  return last === 1 ? words.one(ordinal(1)) : words.upTo(ordinal(last));
}

const joined = (parts: readonly (string | undefined)[]) => parts.filter((part) => part).join(', ');
