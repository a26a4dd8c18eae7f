import { textHash } from './across/textHash.ts';
import { areAlike, mostCompared } from './alike.ts';
import type { Place } from './example.ts';
import type { Draft } from './formats/format.ts';
import { entries, entryAt, rawOffset } from './jsonText.ts';
import type { Fix, Problem, Span } from './problem.ts';
import { marksAtEnd } from './roleMarks.ts';

type Data = NonNullable<Problem['data']>;

/**
 * What a fix needs to cut a part out of each answer; nothing for those where a cut is not certain: nothing would be left, or what is
 * left would be all but the same as another answer, as it is or as it will be. `cuts` are UTF-16 units of the answers.
 */
export function certainCuts(
  { policyLogps, referenceLogps }: Draft,
  answers: readonly string[],
  cuts: readonly (Span | undefined)[],
): readonly (Data | undefined)[] {
  // Log-probabilities beside the texts are of the texts as they are.
  if (answers.length > mostCompared || policyLogps || referenceLogps) return [];
  const rests = answers.map((answer, i) => {
    const cut = cuts[i];
    return cut && answer.slice(0, cut.start) + answer.slice(cut.end);
  });
  return rests.map((rest, i) => {
    const cut = cuts[i];
    if (!cut || rest === undefined || rest.slice(0, marksAtEnd(rest)).trim() === '') return undefined;
    const meets = (other: string, j: number) => j !== i && areAlike(rest, other);
    if (answers.some(meets) || rests.some((other, j) => other !== undefined && meets(other, j)))
      return undefined;
    return { from: cut.start, to: cut.end, answer: textHash(answers[i]) };
  });
}

/** Cuts a part out of the answer at a place: out of the text there, or of the last turn there. */
export function cutOut(
  text: string,
  { path, from: first = 0 }: Place,
  { from, to, answer }: Data,
  title: string,
): Fix | undefined {
  const value = answer === undefined ? undefined : entryAt(text, path)?.value;
  if (!value) return undefined;
  // Of a list the place counts turns.
  const before = text[value.start] === '"' ? first : 0;
  const literals = stringsAt(text, value).filter(
    ({ start, end }) => textHash((JSON.parse(text.slice(start, end)) as string).slice(before)) === answer,
  );
  if (literals.length !== 1) return undefined;
  const at = (offset: string | number) => rawOffset(text, literals[0].start, before + Number(offset));
  return { title, edits: [{ start: at(from), end: at(to), text: '' }] };
}

/** A text itself, or all texts of a turn: which of them is said, only its format knows. */
function stringsAt(text: string, { start, end }: Span): readonly Span[] {
  if (text[start] === '"') return [{ start, end }];
  const inside = [...entries(text, start)].map(({ value }) => value);
  const turn = text[start] === '[' ? inside.at(-1) : undefined;
  if (turn) return text[turn.start] === '{' ? stringsAt(text, turn) : [];
  return inside.filter((value) => text[value.start] === '"');
}
