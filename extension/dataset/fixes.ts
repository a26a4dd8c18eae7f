import * as l10n from '@vscode/l10n';
import type { Path, Place } from './example.ts';
import { entries, entryAt, skipSpace, stringEnd, valueEnd } from './jsonText.ts';
import type { Fix, Problem, Span } from './problem.ts';
import { jsonWord } from './syntaxWords.ts';
import { cutOut } from './textCuts.ts';

type Edit = Span & { readonly text: string };
type Data = NonNullable<Problem['data']>;
type Fixer = (text: string, at: Place & Span, data: Data) => (Fix | undefined)[];

const mostEdits = 1000;

/** Changes that certainly mend a problem, the most likely first. Offsets are UTF-16 units of the line. */
export function fixesFor(text: string, { code, at, data = {} }: Problem): readonly Fix[] {
  const fixer = Object.hasOwn(fixers, code) ? fixers[code] : undefined;
  return fixer ? fixer(text, at as Place & Span, data).filter((fix) => fix !== undefined) : [];
}

const fixers: Readonly<Record<string, Fixer>> = {
  'byte-order-mark': (_, { start, end }) => [
    fix(l10n.t('Remove the byte order mark'), { start, end, text: '' }),
  ],

  'ranking-duplicate': (text, { path }, data) => [
    dropIndex(text, path, data, l10n.t('Drop the second {0}', data.index)),
    completeOrder(text, path, data),
  ],

  'ranking-out-of-range': (text, { path }, data) => [
    completeOrder(text, path, data),
    dropIndex(text, path, data, l10n.t('Drop {0}, which names no response', data.index)),
  ],

  'ranking-one-based': (text, { path }) => [
    fix(l10n.t('Count from 0 instead of 1'), ...numbersIn(text, path).map((span) => oneLess(text, span))),
  ],

  'ranking-not-numbers': (text, { path }, { number }) => [
    number === undefined
      ? undefined
      : replaceValue(text, path, String(number), l10n.t('Write it as a number')),
  ],

  'role-unknown': (text, { path }, { instead }) => [
    instead === undefined
      ? undefined
      : replaceValue(text, path, `"${instead}"`, l10n.t('Write "{0}"', instead)),
  ],

  'role-mark': (text, at, data) => [cutOut(text, at, data, l10n.t('Remove the mark at the end'))],

  'prompt-repeated': (text, at, data) => [
    cutOut(text, at, data, l10n.t('Remove the prompt from the completion')),
  ],

  'duplicate-key': (text, { start }) => [
    fix(l10n.t('Remove the earlier one, which is ignored'), { ...memberSpan(text, start), text: '' }),
  ],

  'lone-surrogate': (_, { start, end }) => [
    fix(l10n.t('Replace it with U+FFFD'), { start, end, text: end - start === 1 ? '\ufffd' : '\\ufffd' }),
  ],

  // A fix of millions of edits would take the memory of the editor.
  'line-separator': (text, _, { times }) => [
    Number(times) > mostEdits
      ? undefined
      : fix(
          l10n.t('Write it as an escape'),
          ...[...text.matchAll(/[\u2028\u2029]/g)].map(({ 0: character, index }) => ({
            start: index,
            end: index + 1,
            text: escapeOf(character),
          })),
        ),
  ],

  'json-syntax': (text, { start, end }, { reason, found }) => {
    if (reason === 'trailing-comma') return [fix(l10n.t('Remove the comma'), { start, end, text: '' })];
    const word = jsonWord(String(found));
    if (reason === 'python-word') return [fix(l10n.t('Write {0}', word), { start, end, text: word })];
    if (reason !== 'control-character') return [];
    return [fix(l10n.t('Write it as an escape'), { start, end, text: escapeOf(text[start]) })];
  },
};

/** For the later of two lines that are the same; only who has all lines can tell. */
export const removeLine: Fix = { title: l10n.t('Remove this line'), edits: [], removesLine: true };

export const fixableCodes: ReadonlySet<string> = new Set([...Object.keys(fixers), 'duplicate-record']);

function fix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, edits };
}

function replaceValue(text: string, path: Path, value: string, title: string): Fix | undefined {
  const entry = entryAt(text, path);
  return entry && fix(title, { ...entry.value, text: value });
}

/** The one index that is named nowhere takes the place of the wrong one. */
function completeOrder(text: string, path: Path, { missing }: Data): Fix | undefined {
  if (missing === undefined) return undefined;
  return replaceValue(
    text,
    path,
    String(missing),
    l10n.t('Complete the order: put {0} here, the only one not named', missing),
  );
}

function dropIndex(text: string, path: Path, { others }: Data, title: string): Fix | undefined {
  if (!others) return undefined;
  const parent = path.slice(0, -1);
  const group = entryAt(text, parent);
  if (!group) return undefined;
  const elements = [...entries(text, group.value.start)].map(({ value }) => value);
  const index = path[path.length - 1] as number;
  // A tie group goes with its last member.
  if (elements.length === 1)
    return parent.length > 1 ? dropIndex(text, parent, { others }, title) : undefined;
  const { start, end } = elements[index];
  const gap = index > 0 ? { start: elements[index - 1].end, end } : { start, end: elements[1].start };
  return fix(title, { ...gap, text: '' });
}

function numbersIn(text: string, path: Path): Span[] {
  const value = entryAt(text, path)?.value;
  const elements = value ? [...entries(text, value.start)] : [];
  return elements.flatMap((element) =>
    text[element.value.start] === '['
      ? [...entries(text, element.value.start)].map((tied) => tied.value)
      : [element.value],
  );
}

function oneLess(text: string, { start, end }: Span): Edit {
  return { start, end, text: String(Number(text.slice(start, end)) - 1) };
}

/** A member of an object up to the next key; there is one, for a later twin certainly follows. */
function memberSpan(text: string, key: number): Span {
  const value = skipSpace(text, skipSpace(text, stringEnd(text, key)) + 1);
  const comma = skipSpace(text, valueEnd(text, value));
  return { start: key, end: skipSpace(text, comma + 1) };
}

function escapeOf(character: string): string {
  const short: Readonly<Record<string, string>> = {
    '\t': '\\t',
    '\n': '\\n',
    '\r': '\\r',
    '\b': '\\b',
    '\f': '\\f',
  };
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
