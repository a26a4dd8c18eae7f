import { tiersFromRanks } from '../../preference/ranking.ts';
import { draftOf } from './draftOf.ts';
import { type Format, has } from './format.ts';
import { readCompletion, readPrompt } from './texts.ts';
import { objectsIn, readNumber } from './values.ts';

/**
 * `{"prompt": "\n\nHuman: ...\n\nAssistant: ", "answers": [{"answer", "model", "rank": 1.0}, ...]}`: rank 1 is best.
 * Source: Hugging Face berkeley-nest/Nectar.
 */
export const nectar: Format = {
  name: 'nectar',
  title: 'Nectar',
  columns: ['prompt', 'answers'],

  detect: ({ answers }) => objectsIn(answers).some((one) => one && has(one, 'answer')),

  read(record, report) {
    const answers = objectsIn(record.answers);
    const places = answers.map((_, i) => ({ path: ['answers', i, 'answer'] }));
    const ranks = answers.map((_, i) => readNumber(record, ['answers', i, 'rank'], report));
    return draftOf(
      {
        prompt: readPrompt(record, report),
        promptPlace: { path: ['prompt'] },
        completions: answers.map((one, i) => readCompletion(one?.answer, places[i], report)),
        places,
        tiers: ranks.every((rank) => rank !== undefined) ? tiersFromRanks(ranks) : undefined,
        ranking: { path: ['answers'] },
      },
      report,
    );
  },
};
