import type { Place } from './example.ts';
import type { Report } from './formats/format.ts';

/** Shorter texts are alike by chance, or begin alike because there is little to say. */
export const shortest = 24;
/** Share of two long texts that is the same at both ends, from which on they are all but one. */
const nearly = 0.98;
/** Pairs of completions are looked at up to this K; beyond it neighbours by length, as they are the only ones that can be nearly equal. */
export const mostCompared = 16;

const sentenceEnds = '.!?\u3002\uff01\uff1f';

/** Completions that are all but one. */
export function reportAlike(texts: readonly string[], places: readonly Place[], report: Report): void {
  const byLength = texts.map((_, i) => i).sort((a, b) => texts[a].length - texts[b].length);
  byLength.forEach((i, at) => {
    const before =
      texts.length > mostCompared ? byLength.slice(Math.max(0, at - 1), at) : byLength.slice(0, at);
    for (const j of before) {
      const kind = alike(texts[j], texts[i]);
      // Told at the later one in the file.
      const [first, second] = i < j ? [i, j] : [j, i];
      if (kind === 'prefix') {
        const isWhole = sentenceEnds.includes(texts[j].trimEnd().slice(-1));
        report('response-prefix', places[j], { longer: i, ...(isWhole ? { whole: 1 } : {}) });
      } else if (kind) report('responses-alike', places[second], { first, kind });
      if (kind) break;
    }
  });
}

/** Whether the two are one or all but one, so that they have a problem together. */
export function areAlike(a: string, b: string): boolean {
  return a === b || (a.length <= b.length ? alike(a, b) : alike(b, a)) !== undefined;
}

/** `a` is not longer than `b`. Equal texts have a problem of their own. */
function alike(a: string, b: string): 'prefix' | 'space' | 'few' | undefined {
  if (a === b || a.trim() === '') return undefined;
  if (sameWords(a, b)) return 'space';
  if (a.length < shortest) return undefined;
  const short = a.trimEnd();
  if (b.startsWith(short)) return 'prefix';
  if (a.length < 4 * shortest || a.length < nearly * b.length) return undefined;
  return sameAtEnds(a, b) >= nearly * b.length ? 'few' : undefined;
}

/** But for white space and case. Ends at the first difference, which most texts have at once. */
function sameWords(a: string, b: string): boolean {
  let [i, j] = [0, 0];
  for (;;) {
    while (i < a.length && isSpace(a.charCodeAt(i))) i++;
    while (j < b.length && isSpace(b.charCodeAt(j))) j++;
    if (i === a.length || j === b.length) return i === a.length && j === b.length;
    if (a[i] !== b[j] && a[i].toLowerCase() !== b[j].toLowerCase()) return false;
    i++;
    j++;
  }
}

const isSpace = (unit: number) => unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0;

function sameAtEnds(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return start + end;
}
