import type { Place } from './example.ts';
import { entries, entryAt, rawOffset, skipSpace } from './jsonText.ts';
import type { Span } from './problem.ts';

/** Range of a place in the text of a valid record, never empty. What is missing is shown at the innermost thing around it that is there. */
export function locate(text: string, at: Place | Span): Span {
  if ('start' in at) return at;
  for (let depth = at.path.length; depth > 0; depth--) {
    const value = entryAt(text, at.path.slice(0, depth))?.value;
    if (value) return depth === at.path.length ? cut(text, value, at) : value;
  }
  const brace = skipSpace(text, 0);
  return { start: brace, end: brace + 1 };
}

function cut(text: string, value: Span, { from, to }: Place): Span {
  if (from === undefined && to === undefined) return value;
  if (text[value.start] === '[') {
    const elements = [...entries(text, value.start)].slice(from, to);
    return elements.length > 0 ? { start: elements[0].value.start, end: elements.at(-1)!.value.end } : value;
  }
  if (text[value.start] !== '"') return value;
  const start = rawOffset(text, value.start, from ?? 0);
  const end = to === undefined ? value.end - 1 : rawOffset(text, value.start, to);
  // An empty cut is shown by the character after it; that is the closing quote at the latest.
  return { start, end: Math.max(end, start + 1) };
}
