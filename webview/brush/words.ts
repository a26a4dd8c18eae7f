import { number, scalarWords, shownText } from '../figures/shortWords.ts';
import { ordinal } from '../format.ts';
import type { Brush, Span } from './brush.ts';

/** What a brush chooses, as its chip says it. */
export function brushWords(brush: Brush): string {
  const { x, y, field, words } = brush;
  switch (brush.dimension) {
    case 'margin':
      return `Margin ${spanWords(x)}`;
    case 'loss':
      return `Loss ${spanWords(x)}`;
    case 'policy':
      return joined([x && `Chosen, reference ${spanWords(x)}`, y && `Chosen, policy ${spanWords(y)}`]);
    case 'quadrants':
      return joined([x && `Rejected moved ${spanWords(x)}`, y && `Chosen moved ${spanWords(y)}`]);
    case 'rewards':
      return joined([placeWords(x, 0, 'tier'), y && `Reward ${spanWords(y)}`]);
    case 'length':
      return joined([x && `Tokens ${spanWords(x)}`, y && `Reward ${spanWords(y)}`]);
    case 'probability':
      return `P(first) ${spanWords(x)}`;
    case 'position':
      return `Wrong at ${placeWords(x, -1, 'position')}`;
    case 'slice':
      return `${field === undefined ? 'K' : shownText(field)} ${words ? words.map(scalarWords).join(', ') : spanWords(x)}`;
    default:
      return brush.dimension satisfies never;
  }
}

export function spanWords([low, high]: Span = [null, null]): string {
  if (low === null && high === null) return 'any';
  if (low === null) return `below ${number(high!)}`;
  if (high === null) return `${number(low)} and above`;
  return `${number(low)} to ${number(high)}`;
}

/** Whole places whose middles lie in the span; `shift` is what the first of them is less than 1st. */
function placeWords(span: Span | undefined, shift: number, what: string): string | undefined {
  if (!span) return undefined;
  const first = span[0] === null ? undefined : Math.ceil(span[0]) + 1 + shift;
  const last = span[1] === null ? undefined : Math.ceil(span[1]) + shift;
  if (first !== undefined && last !== undefined)
    return first === last ? `${ordinal(first)} ${what}` : `${ordinal(first)} to ${ordinal(last)} ${what}`;
  if (first !== undefined) return `${ordinal(first)} ${what} and later`;
  return last === undefined
    ? `any ${what}`
    : last === 1
      ? `1st ${what}`
      : `${what}s up to the ${ordinal(last)}`;
}

const joined = (parts: readonly (string | undefined)[]) => parts.filter((part) => part).join(', ');
