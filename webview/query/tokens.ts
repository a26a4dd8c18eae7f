/** A piece of a filter's text, with its place in UTF-16 units. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface Problem extends Place {
  /** What is wrong and what to write instead, in Markdown's backquotes only. */
  readonly message: string;
}

export const comparisons = ['=', '!=', '<', '<=', '>', '>=', '~'] as const;
export type Comparison = (typeof comparisons)[number];

export type Token = Place &
  (
    | { readonly kind: 'word'; readonly text: string }
    /** A name in backquotes: never a keyword. */
    | { readonly kind: 'name'; readonly text: string }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'comparison'; readonly operator: Comparison }
    | { readonly kind: '(' | ')' | ',' | 'end' }
    | { readonly kind: 'broken'; readonly message: string }
  );

/** Signs of other languages, with what to write here. */
const foreign: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '!==': '!=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '=~': '~',
  '&&': 'and',
  '&': 'and',
  '||': 'or',
  '|': 'or',
  '!': 'not',
};

const space = /\s+/y;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_.-]*/uy;
// The page shows a true minus sign, and people copy it.
const number = /[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-−+]?\d+)?(%?)/y;
const sign = /[=!<>~&|≤≥≠]+/y;

/** The tokens of a filter, the last of kind `end`. Takes any text. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const blank = match(space);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const token = next(text, at, match);
    tokens.push(token);
    at = token.to;
  }
  tokens.push({ kind: 'end', from: text.length, to: text.length });
  return tokens;
}

function next(text: string, from: number, match: (pattern: RegExp) => RegExpExecArray | null): Token {
  const first = text[from];
  if (first === '(' || first === ')' || first === ',') return { kind: first, from, to: from + 1 };
  if (first === '"' || first === "'") return quoted(text, from, first);
  if (first === '`') return backquoted(text, from);
  const digits = match(number);
  if (digits) {
    const [all, percent] = digits;
    const to = from + all.length;
    const value = Number(all.replaceAll('−', '-').replace('%', ''));
    return { kind: 'number', value: percent ? value / 100 : value, from, to };
  }
  const name = match(word);
  if (name) return { kind: 'word', text: name[0], from, to: from + name[0].length };
  const signs = match(sign);
  if (signs) {
    const to = from + signs[0].length;
    const operator = comparisons.find((known) => known === signs[0]);
    if (operator) return { kind: 'comparison', operator, from, to };
    const instead = Object.hasOwn(foreign, signs[0]) ? ` Write \`${foreign[signs[0]]}\`.` : '';
    return { kind: 'broken', message: `\`${signs[0]}\` is no operator here.${instead}`, from, to };
  }
  const character = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const message = `\`${character}\` does not belong here. Put text in quotes, and names with other signs in backquotes.`;
  return { kind: 'broken', message, from, to: from + character.length };
}

/** `\"` and `\\` stand for the signs themselves. */
function quoted(text: string, from: number, quote: string): Token {
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === quote) return { kind: 'string', text: value, from, to: at + 1 };
    if (text[at] === '\\' && (text[at + 1] === quote || text[at + 1] === '\\')) at++;
    value += text[at];
  }
  const message = `The text has no end. Write a ${quote} after it.`;
  return { kind: 'broken', message, from, to: text.length };
}

function backquoted(text: string, from: number): Token {
  let name = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '`' && text[at + 1] === '`') at++;
    else if (text[at] === '`') return { kind: 'name', text: name, from, to: at + 1 };
    name += text[at];
  }
  return {
    kind: 'broken',
    message: 'The name has no end. Write a backquote after it.',
    from,
    to: text.length,
  };
}

/** A name as it is written in a filter: in backquotes where it is no plain word, or reads as a keyword. */
export function writtenName(name: string): string {
  const plain = new RegExp(`^${word.source}$`, 'u').test(name) && !keywords.has(name.toLowerCase());
  return plain ? name : `\`${name.replaceAll('`', '``')}\``;
}

export function writtenValue(value: string | number | boolean): string {
  return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value);
}

export const keywords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'missing',
  'true',
  'false',
]);
