import type { Report } from './formats/format.ts';
import { maxDepth } from './jsonSyntax.ts';
import { structure } from './jsonText.ts';
import type { Span } from './problem.ts';

/** Defects of valid JSON that JSON.parse lets through in silence. False when the record had better not be touched. */
export function reportTextDefects(text: string, report: Report): boolean {
  const { duplicates, depth } = structure(text, maxDepth);
  if (depth > maxDepth) {
    report('json-too-deep', { path: [] }, { depth: maxDepth });
    return false;
  }
  for (const { key, earlier } of duplicates) report('duplicate-key', earlier, { key: key.slice(0, 24) });
  for (const { start, end } of loneSurrogates(text)) {
    const unit = end - start === 1 ? text.charCodeAt(start).toString(16) : text.slice(start + 2, end);
    report('lone-surrogate', { start, end }, { found: `U+${unit.toUpperCase()}` });
  }
  reportLineSeparators(text, report);
  return true;
}

/** Halves of surrogate pairs without their other half, raw or escaped. */
function loneSurrogates(text: string): Span[] {
  if (!/\\u[dD][89a-fA-F]/.test(text) && isWellFormed(text)) return [];
  const lone: Span[] = [];
  let high: Span | undefined;
  for (const match of text.matchAll(/\\(?:u([0-9a-fA-F]{4})|.)|[\ud800-\udfff]/g)) {
    const unit = match[1] ? Number.parseInt(match[1], 16) : match[0].charCodeAt(0);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    if (unit < 0xdc00) {
      if (high) lone.push(high);
      high = span;
    } else {
      if (high?.end !== span.start) lone.push(...(high ? [high] : []), span);
      high = undefined;
    }
  }
  if (high) lone.push(high);
  return lone;
}

/** ES2024's own is ten times as fast as the pattern, but Node 18 has none. */
function isWellFormed(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}

const lineSeparator = /[\u2028\u2029]/;

function reportLineSeparators(text: string, report: Report): void {
  const at = text.search(lineSeparator);
  if (at < 0) return;
  const times = occurrences(text, '\u2028') + occurrences(text, '\u2029');
  const hex = text.charCodeAt(at).toString(16);
  report('line-separator', { start: at, end: at + 1 }, { found: `U+${hex}`, hex, times });
}

function occurrences(text: string, character: string): number {
  let times = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) times++;
  return times;
}
