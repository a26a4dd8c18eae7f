import type { Path } from './example.ts';
import { skipSpace } from './jsonText.ts';
import type { Span } from './problem.ts';

export type SyntaxReason =
  | 'cut-off'
  | 'string-open'
  | 'trailing-comma'
  | 'comma-missing'
  | 'colon-missing'
  | 'key-expected'
  | 'value-expected'
  | 'single-quotes'
  | 'python-word'
  | 'number'
  | 'escape'
  | 'control-character'
  | 'text-after-record'
  | 'list-open'
  | 'too-deep';

export interface SyntaxFault extends Span {
  readonly reason: SyntaxReason;
  /** The offending characters, at most 20. */
  readonly found: string;
}

/** A `NaN` or `Infinity` where a value stands. */
export interface NotANumber extends Span {
  readonly path: Path;
  readonly found: string;
}

interface Container {
  readonly object: boolean;
  key: string;
  index: number;
  /** Place of the comma that nothing followed yet, or -1. */
  comma: number;
}

/** Deeper nesting stops Python's reader, and recursive ones like the scorer's templates. */
export const maxDepth = 500;

/** `NaN`s that are listed; more would help nobody, and a line of 64 MB may hold millions. */
const mostNotNumbers = 50;

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordPattern = /[-+.\w$]+/y;
const nanPattern = /^[-+]?(NaN|Infinity)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const stringStop = /["\\\u0000-\u001f]/g;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The first place where a line is not JSON, exactly as JSON.parse judges but with a place and a reason.
 * `NaN` and `Infinity` are read over and the first of them listed. Iterative, so that no nesting ends the stack.
 */
export function readSyntax(text: string): { fault: SyntaxFault | undefined; notNumbers: NotANumber[] } {
  const notNumbers: NotANumber[] = [];
  const open: Container[] = [];
  let i = skipSpace(text, 0);
  let expect: 'value' | 'key' | 'after' = 'value';

  const fault = (reason: SyntaxReason, start: number, end: number) => ({
    fault: {
      reason,
      start,
      end: Math.max(end, start + 1),
      found: text.slice(start, Math.min(end, start + 20)),
    },
    notNumbers,
  });
  const cutOff = () => fault('cut-off', Math.max(0, text.trimEnd().length - 1), text.trimEnd().length);

  for (;;) {
    i = skipSpace(text, i);
    const top = open[open.length - 1];
    if (expect === 'after' && !top) {
      return i < text.length
        ? fault('text-after-record', i, text.trimEnd().length)
        : { fault: undefined, notNumbers };
    }
    if (i >= text.length) return cutOff();
    const c = text[i];

    const closes = top && c === (top.object ? '}' : ']');
    if (closes && (expect === 'after' || expect === (top.object ? 'key' : 'value'))) {
      if (expect !== 'after' && top.comma >= 0) return fault('trailing-comma', top.comma, top.comma + 1);
      open.pop();
      expect = 'after';
      i++;
      continue;
    }
    if (expect === 'after') {
      if (c !== ',') return fault('comma-missing', i, tokenEnd(text, i));
      top.comma = i++;
      top.index++;
      expect = top.object ? 'key' : 'value';
      continue;
    }
    if (expect === 'key') {
      if (c !== '"') return fault(c === "'" ? 'single-quotes' : 'key-expected', i, tokenEnd(text, i));
      const string = readString(text, i);
      if ('reason' in string) return fault(string.reason, string.start, string.end);
      top.key = JSON.parse(text.slice(i, string.end)) as string;
      i = skipSpace(text, string.end);
      if (i >= text.length) return cutOff();
      if (text[i] !== ':') return fault('colon-missing', i, tokenEnd(text, i));
      i++;
      top.comma = -1;
      expect = 'value';
      continue;
    }
    if (c === '{' || c === '[') {
      if (open.length >= maxDepth) return fault('too-deep', i, i + 1);
      if (top) top.comma = -1;
      open.push({ object: c === '{', key: '', index: 0, comma: -1 });
      expect = c === '{' ? 'key' : 'value';
      i++;
      continue;
    }
    const end = tokenEnd(text, i);
    if (c === '"') {
      const string = readString(text, i);
      if ('reason' in string) return fault(string.reason, string.start, string.end);
      i = string.end;
    } else {
      const word = text.slice(i, Math.min(end, i + 400));
      numberPattern.lastIndex = i;
      if (nanPattern.test(word)) {
        if (notNumbers.length < mostNotNumbers) {
          const path = open.map((container) => (container.object ? container.key : container.index));
          notNumbers.push({ start: i, end, path, found: word });
        }
      } else if (word !== 'true' && word !== 'false' && word !== 'null') {
        if (!numberPattern.test(text) || numberPattern.lastIndex !== end)
          return fault(reasonFor(word), i, end);
      }
      i = end;
    }
    if (top) top.comma = -1;
    expect = 'after';
  }
}

function reasonFor(word: string): SyntaxReason {
  if (word.startsWith("'")) return 'single-quotes';
  if (/^(True|False|None)$/.test(word)) return 'python-word';
  return /^[-+.]?\d/.test(word) ? 'number' : 'value-expected';
}

/** End of a run of word characters, or of one other character. */
function tokenEnd(text: string, start: number): number {
  wordPattern.lastIndex = start;
  return wordPattern.test(text) ? wordPattern.lastIndex : start + 1;
}

function readString(text: string, start: number): { end: number } | (Span & { reason: SyntaxReason }) {
  for (let i = start + 1; ; ) {
    stringStop.lastIndex = i;
    const stop = stringStop.exec(text)?.index;
    if (stop === undefined) return { reason: 'string-open', start, end: text.length };
    if (text[stop] === '"') return { end: stop + 1 };
    if (text[stop] !== '\\') return { reason: 'control-character', start: stop, end: stop + 1 };
    escapePattern.lastIndex = stop;
    if (!escapePattern.test(text)) {
      if (stop + 1 >= text.length) return { reason: 'string-open', start, end: text.length };
      return { reason: 'escape', start: stop, end: stop + 2 };
    }
    i = escapePattern.lastIndex;
  }
}
