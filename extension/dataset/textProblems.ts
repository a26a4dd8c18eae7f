import { reportAlike, shortest } from './alike.ts';
import type { Text } from './example.ts';
import type { Draft, Report } from './formats/format.ts';
import type { Span } from './problem.ts';
import { roleMarkIn } from './roleMarks.ts';
import { certainCuts } from './textCuts.ts';

/** What is suspicious in texts that are valid: completions that are all but one, a prompt or a speaker's mark inside of them. */
export function reportTexts(draft: Draft, report: Report): void {
  const { completions, places } = draft;
  const answers = completions.map(answerOf);
  reportAlike(answers, places.completions, report);
  reportRepeats(draft, answers, report);
  reportMarks(draft, answers, report);
}

function reportRepeats(draft: Draft, answers: readonly string[], report: Report): void {
  const { prompt, places } = draft;
  const question = answerOf(prompt);
  const repeats = answers.map((answer) => repeatIn(answer, question));
  if (!repeats.some((repeat) => repeat)) return;
  const cuts = certainCuts(
    draft,
    answers,
    // Where prompt and answer are one text, told apart by what two have in common, a cut may move the border.
    repeats.map((repeat, i) => (isPartOfText(draft, i) ? undefined : repeat?.cut)),
  );
  repeats.forEach((repeat, i) => {
    if (repeat) report('prompt-repeated', places.completions[i], cuts[i]);
  });
}

function reportMarks(draft: Draft, answers: readonly string[], report: Report): void {
  const found = answers.map(roleMarkIn);
  if (!found.some((mark) => mark)) return;
  const cuts = certainCuts(
    draft,
    answers,
    found.map((mark, i) =>
      mark?.end === undefined ? undefined : { start: mark.end, end: answers[i].length },
    ),
  );
  found.forEach((mark, i) => {
    const place = draft.places.completions[i];
    if (mark) report('role-mark', place, { mark: mark.mark.slice(0, 24), ...cuts[i] });
  });
}

function isPartOfText({ completions, places }: Draft, i: number): boolean {
  return typeof completions[i] === 'string' && places.completions[i].from !== undefined;
}

/** The prompt as a whole, from the start of a line on: an answer that takes up the words of a question does not repeat it. `cut`: it stands at the start. */
function repeatIn(answer: string, prompt: string): { readonly cut?: Span } | undefined {
  const question = prompt.trim();
  if (question.length < 2 * shortest) return undefined;
  const at = answer.indexOf(question);
  if (at < 0) return undefined;
  const before = answer.slice(0, at);
  const words = before.trimEnd();
  if (words !== '') return before.includes('\n', words.length) ? {} : undefined;
  // The answer to a prompt that ends in a line feed begins behind it; any other white space may be the answer's own.
  const tail = prompt.slice(prompt.trimEnd().length);
  const end = at + question.length;
  const cut = { start: 0, end: answer.startsWith(tail, end) ? end + tail.length : end };
  const rest = answer.slice(cut.end);
  return goesOn.test(answer.slice(end)) || rest.includes(question) ? {} : { cut };
}

/** In the middle of a word or of a character. */
const goesOn = /^(?:[\p{L}\p{N}\p{M}\udc00-\udfff]|\u200d)/u;

/** The text, or the last turn's. */
function answerOf(text: Text): string {
  return typeof text === 'string' ? text : (text[text.length - 1]?.content ?? '');
}
