import type { Place, Text } from './example.ts';
import type { Draft, Report } from './formats/format.ts';

/** Shorter texts are alike by chance, or begin alike because there is little to say. */
const shortest = 24;
/** Share of two long texts that is the same at both ends, from which on they are all but one. */
const nearly = 0.98;
/** Pairs of completions are looked at up to this K; beyond it neighbours by length, as they are the only ones that can be nearly equal. */
const mostCompared = 16;

/** What is suspicious in texts that are valid: completions that are all but one, a prompt or a speaker's mark inside of them. */
export function reportTexts({ prompt, completions, places }: Draft, report: Report): void {
  const texts = completions.map(answerOf);
  reportAlike(texts, places.completions, report);
  const question = answerOf(prompt).trim();
  texts.forEach((text, i) => {
    if (repeats(text, question)) report('prompt-repeated', places.completions[i]);
    const mark = roleMark.exec(text);
    if (mark) report('role-mark', places.completions[i], { mark: mark[0].trim().slice(0, 24) });
  });
}

/** As a whole, from the start of a line on: an answer that takes up the words of a question does not. */
function repeats(text: string, question: string): boolean {
  if (question.length < 2 * shortest) return false;
  const at = text.indexOf(question);
  return at >= 0 && /(^|\n)\s*$/.test(text.slice(0, at));
}

const sentenceEnds = '.!?\u3002\uff01\uff1f';

/** The text, or the last turn's. */
function answerOf(text: Text): string {
  return typeof text === 'string' ? text : (text[text.length - 1]?.content ?? '');
}

// Words only behind a blank line and before a colon, as prose has them too; tokens of chat templates anywhere.
const roleMark =
  /\n\s*\n(?:Human|Assistant|User|### (?:Instruction|Response|Human|Assistant)): ?|<\|(?:im_start|im_end|user|assistant|system|prompter|eot_id|start_header_id|endoftext)\|>|<(?:start|end)_of_turn>|\[\/?INST\]/;

function reportAlike(texts: readonly string[], places: readonly Place[], report: Report): void {
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
