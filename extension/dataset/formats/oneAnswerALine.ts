import * as l10n from '@vscode/l10n';
import { tiersFromScores } from '../../preference/ranking.ts';
import type { Path, Place, Text } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { extraIdTurns } from './extraIdTurns.ts';
import {
  type Choice,
  type Chosen,
  type Format,
  has,
  isObject,
  type JsonObject,
  optionOf,
  type Report,
} from './format.ts';
import { summarizePrompt } from './summarize.ts';
import { readCompletion, readPrompt } from './texts.ts';
import { readNumber, valueAt } from './values.ts';

interface AnswerALine extends Pick<Format, 'name' | 'title' | 'columns' | 'detect'> {
  readonly score: Choice;
  readonly answer: Path;
  readonly keyOf: (record: JsonObject) => string | undefined;
  readonly scorePath: (option: string) => Path;
  readonly prompt: (
    record: JsonObject,
    report: Report,
  ) => { prompt: Text | undefined; promptPlace: Place; id?: string };
}

/** A format with one scored answer a line: those to one prompt that stand in a row are a ranking. */
function answerALine(shape: AnswerALine): Format {
  const { score, answer, keyOf, scorePath, prompt, ...names } = shape;
  const scoreOf = (record: JsonObject, report: Report, chosen: Chosen) =>
    readNumber(record, scorePath(optionOf(score, chosen)), report);
  const textOf = (record: JsonObject, report: Report) =>
    readCompletion(valueAt(record, answer), { path: answer }, report);
  return {
    ...names,
    choices: [score],

    // One answer is no ranking yet; what is wrong with it is told all the same.
    read(record, report, chosen) {
      prompt(record, report);
      textOf(record, report);
      scoreOf(record, report, chosen);
      return undefined;
    },

    group: {
      keyOf,
      read(members, report, chosen) {
        const answers = members.map((member) => ({
          text: textOf(member.record, member.report),
          score: scoreOf(member.record, member.report, chosen),
          place: { path: answer, line: member.line } satisfies Place,
        }));
        const scores = answers.map((one) => one.score);
        const known = scores.every((one) => one !== undefined) ? scores : undefined;
        return draftOf(
          {
            ...prompt(members[0].record, members[0].report),
            completions: answers.map(({ text }) => text),
            places: answers.map(({ place }) => place),
            tiers: known && tiersFromScores(known),
            scores: known,
            ranking: { path: scorePath(optionOf(score, chosen)) },
          },
          report,
        );
      },
    },
  };
}

const attributes = ['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'];

/** `{"prompt", "response", "helpfulness": 0..4, "correctness", ...}`. Source: Hugging Face nvidia/HelpSteer2. */
export const helpSteer2 = answerALine({
  name: 'helpsteer2',
  title: 'HelpSteer2',
  columns: ['prompt', 'response', ...attributes],
  detect: (record) => has(record, 'prompt') && has(record, 'response') && has(record, 'helpfulness'),
  score: {
    name: 'score',
    title: l10n.t('Which attribute ranks?'),
    options: attributes.map((value) => ({ value, title: value })),
  },
  answer: ['response'],
  keyOf: ({ prompt }) => (typeof prompt === 'string' ? prompt : undefined),
  scorePath: (option) => [option],
  prompt(record, report) {
    const prompt = readPrompt(record, report);
    return {
      prompt: typeof prompt === 'string' ? extraIdTurns(prompt) : prompt,
      promptPlace: { path: ['prompt'] },
    };
  },
});

const axes = ['overall', 'accuracy', 'coverage', 'coherence'];

/**
 * `{"info": {"id", "post" | "article", ...}, "summary": {"text", "axes": {"overall": 1..7, ...}}, ...}`.
 * Source: GitHub openai/summarize-from-feedback, axis evaluations.
 */
export const summarizeAxis = answerALine({
  name: 'summarize-axis',
  title: l10n.t('OpenAI summarize axis evaluations'),
  columns: ['info', 'summary'],
  detect: ({ info, summary }) => isObject(info) && isObject(summary) && isObject(summary.axes),
  score: {
    name: 'score',
    title: l10n.t('Which axis ranks?'),
    options: axes.map((value) => ({ value, title: value })),
  },
  answer: ['summary', 'text'],
  keyOf: ({ info }) => (isObject(info) && typeof info.id === 'string' ? info.id : undefined),
  scorePath: (option) => ['summary', 'axes', option],
  prompt: summarizePrompt,
});
