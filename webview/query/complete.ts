import * as l10n from '@vscode/l10n';
import { type Field, fieldNamed } from './check.ts';
import { parse, type Scalar } from './parser.ts';
import { type Place, scan, writtenName, writtenValue } from './tokens.ts';

/** One way to go on. */
export interface Completion {
  readonly kind: 'field' | 'operator' | 'value';
  /** What is put into the filter. */
  readonly text: string;
  /** What it means, or how many rows have it. */
  readonly hint: string;
}

export interface Completions {
  /** The text that a completion takes the place of. */
  readonly place: Place;
  readonly options: readonly Completion[];
}

export interface CountedValue {
  readonly value: Scalar;
  readonly count: number;
}

const most = 50;

/** What may be written where the caret is. */
export function complete(
  text: string,
  caret: number,
  fields: readonly Field[],
  valuesOf: (field: Field) => readonly CountedValue[],
): Completions {
  const place = wordAt(text, caret);
  const typed = text
    .slice(place.from, caret)
    .replace(/^["'`]/, '')
    .toLowerCase();
  const before = text.slice(0, place.from);
  const { problem, atEnd } = parse(before);
  const none = { place, options: [] };
  // A defect before the caret is mended first.
  if (problem && problem.from < before.trimEnd().length) return none;
  const field = atEnd.field === undefined ? undefined : fieldNamed(fields, atEnd.field);
  const options = atEnd.kinds.flatMap((kind): readonly Completion[] => {
    switch (kind) {
      case 'field':
        return fields.map(fieldOption);
      case 'operator':
        return field ? operatorsOf(field) : [];
      case 'value':
        return field ? valuesOf(field).map(valueOption) : [];
      case 'list':
        return [{ kind: 'operator', text: '(', hint: l10n.t('a list of values') }];
      case 'missing':
        return [
          { kind: 'operator', text: 'missing', hint: l10n.t('has no value') },
          { kind: 'operator', text: 'not missing', hint: l10n.t('has a value') },
        ];
      case 'connective':
        // A field that is true or false is a condition by itself; after others an operator must come.
        return field && field.kind !== 'boolean' ? [] : connectives;
      default:
        return kind satisfies never;
    }
  });
  return { place, options: matching(options, typed).slice(0, most) };
}

/** Text and caret with the option put in, and a space to go on after it. */
export function completed(
  text: string,
  place: Place,
  option: Completion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(place.to);
  const gap = option.text === '(' || rest.startsWith(' ') ? '' : ' ';
  const head = `${text.slice(0, place.from)}${option.text}${gap}`;
  return { text: head + rest, caret: head.length + (gap === '' && rest.startsWith(' ') ? 1 : 0) };
}

/** The word, name or text that the caret is in or behind. */
function wordAt(text: string, caret: number): Place {
  const token = scan(text).find(({ kind, from, to }) => kind !== 'end' && from < caret && caret <= to);
  if (!token) return { from: caret, to: caret };
  const isOpen = token.kind === 'broken' && /^["'`]/.test(text.slice(token.from));
  // Behind a closing quote the value is complete.
  const isInside =
    token.kind === 'word' || ((token.kind === 'string' || token.kind === 'name') && caret < token.to);
  return isOpen || isInside ? { from: token.from, to: token.to } : { from: caret, to: caret };
}

/** Those that begin with what is typed, then those that hold it. */
function matching(options: readonly Completion[], typed: string): readonly Completion[] {
  if (typed === '') return options;
  const bare = (option: Completion) => option.text.replace(/^["`]/, '').toLowerCase();
  const begins = options.filter((option) => bare(option).startsWith(typed));
  return [...begins, ...options.filter((option) => !begins.includes(option) && bare(option).includes(typed))];
}

const fieldOption = ({ name, hint }: Field): Completion => ({ kind: 'field', text: writtenName(name), hint });

const rows = new Intl.NumberFormat('en');
const valueOption = ({ value, count }: CountedValue): Completion => ({
  kind: 'value',
  text: writtenValue(value),
  hint: count === 1 ? l10n.t('1 example') : l10n.t('{0} examples', rows.format(count)),
});

const operator = (text: string, hint: string): Completion => ({ kind: 'operator', text, hint });

const connectives = [
  operator(
    'and',
    l10n.t({ message: 'both', comment: ['What the operator "and" of a filter means: both conditions hold'] }),
  ),
  operator(
    'or',
    l10n.t({
      message: 'one of both',
      comment: ['What the operator "or" of a filter means: one of two conditions holds, or both'],
    }),
  ),
];
const missing = [
  operator('is missing', l10n.t('has no value')),
  operator('is not missing', l10n.t('has a value')),
];
const equal = [
  operator('=', l10n.t({ message: 'is', comment: ['What the operator "=" of a filter means'] })),
  operator('!=', l10n.t('is not, or has no value')),
];
const list = operator('in', l10n.t('is one of a list'));

function operatorsOf({ kind }: Field): readonly Completion[] {
  switch (kind) {
    case 'number':
      return [
        operator('>', l10n.t('more than')),
        operator('>=', l10n.t('at least')),
        operator('<', l10n.t('less than')),
        operator('<=', l10n.t('at most')),
        ...equal,
        list,
        ...missing,
      ];
    case 'words':
      return [...equal, operator('~', l10n.t('contains, in any case')), list, ...missing];
    case 'boolean':
      return [...equal, ...missing];
    case 'search':
      return [operator('~', l10n.t('contains, in any case'))];
    default:
      return kind satisfies never;
  }
}
