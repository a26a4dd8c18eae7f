import type { Draft, Report } from './format.ts';

/** hh-rlhf's dialogues in one string: "\n\nHuman: ...\n\nAssistant: ...". The words may also occur inside a text, so only with the blank line before them do they count. */

const asks = '\n\nHuman:';
const answers = '\n\nAssistant:';

export function isDialogue(text: string): boolean {
  return text.includes(asks);
}

/** The prompt is everything up to and including the last "\n\nAssistant:", and must be the same on both sides. */
export function splitDialogues(
  chosen: string,
  rejected: string,
  report: Report,
): Pick<Draft, 'prompt' | 'completions' | 'places'> | undefined {
  const cuts = [promptEnd('chosen', chosen, report), promptEnd('rejected', rejected, report)];
  const [cut, otherCut] = cuts;
  if (cut === undefined || otherCut === undefined) return undefined;
  const prompt = chosen.slice(0, cut);
  const otherPrompt = rejected.slice(0, otherCut);
  if (prompt !== otherPrompt) {
    reportDifference(prompt, otherPrompt, report);
    return undefined;
  }
  return {
    prompt,
    completions: [chosen.slice(cut), rejected.slice(cut)],
    places: {
      prompt: { path: ['chosen'], from: 0, to: cut },
      completions: [
        { path: ['chosen'], from: cut },
        { path: ['rejected'], from: cut },
      ],
      ranking: undefined,
    },
  };
}

function promptEnd(side: string, text: string, report: Report): number | undefined {
  const answer = text.lastIndexOf(answers);
  if (answer < 0) {
    report('last-turn-not-assistant', { path: [side] }, { missing: 1 });
    return undefined;
  }
  const question = text.lastIndexOf(asks);
  if (question > answer) {
    report('last-turn-not-assistant', { path: [side], from: question + 2 }, { role: 'Human' });
    return undefined;
  }
  return answer + answers.length;
}

function reportDifference(prompt: string, otherPrompt: string, report: Report): void {
  let from = 0;
  while (from < prompt.length && prompt[from] === otherPrompt[from]) from++;
  // Where one prompt goes on after the other has ended, the longer one holds what differs.
  const [side, to] = from < otherPrompt.length ? ['rejected', otherPrompt.length] : ['chosen', prompt.length];
  report('prompt-differs', { path: [side as string], from, to: to as number });
}
