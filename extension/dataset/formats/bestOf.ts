import { describeValue } from '../describeValue.ts';
import type { Place } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { type Format, has } from './format.ts';
import { readCompletion, readPrompt } from './texts.ts';

const sample = /^sample\d+$/;

/**
 * `{"query", "sample0": "...", ..., "sample3": "...", "best": 0}`: one best, the others below it in no order.
 * Source: GitHub openai/lm-human-preferences; huggingface/trl, examples/datasets.
 */
export const bestOf: Format = {
  name: 'lm-human-preferences',
  title: 'lm-human-preferences',
  columns: ['query', 'sample0', 'sample1', 'sample2', 'sample3', 'best'],

  detect: (record) => has(record, 'query') && has(record, 'sample0') && Object.hasOwn(record, 'best'),

  read(record, report) {
    const fields = Object.keys(record).filter((key) => sample.test(key));
    const { best } = record;
    const isIndex = typeof best === 'number' && fields[best] !== undefined;
    if (!isIndex) {
      const takes = fields.map((_, i) => i).join(', ');
      report('preference-unknown', { path: ['best'] }, { field: 'best', takes, found: describeValue(best) });
    }
    const places = fields.map((field): Place => ({ path: [field] }));
    return draftOf(
      {
        prompt: readPrompt(record, report, 'query'),
        promptPlace: { path: ['query'] },
        completions: fields.map((field, i) => readCompletion(record[field], places[i], report)),
        places,
        tiers: isIndex ? [[best], fields.map((_, i) => i).filter((i) => i !== best)] : undefined,
        ranking: { path: ['best'] },
      },
      report,
    );
  },
};
