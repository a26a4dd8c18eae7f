import type { Place } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { type Format, has, isObject, type JsonObject, type Report } from './format.ts';
import { readCompletion } from './texts.ts';
import { firstBetter, objectsIn, readPreference, scalarText, secondBetter } from './values.ts';

const choices = new Map<unknown, number[][]>([
  [0, firstBetter],
  [1, secondBetter],
]);

/**
 * `{"info": {"id", "post" | "article", "title", "subreddit"}, "summaries": [{"text", ...}, ...], "choice": 0 | 1, ...}`.
 * Source: GitHub openai/summarize-from-feedback, comparisons.
 */
export const summarize: Format = {
  name: 'summarize-comparisons',
  title: 'OpenAI summarize comparisons',
  columns: ['info', 'summaries', 'choice', 'extra'],

  detect: (record) => has(record, 'info') && has(record, 'summaries'),

  read(record, report) {
    const places = objectsIn(record.summaries).map((_, i): Place => ({ path: ['summaries', i, 'text'] }));
    return draftOf(
      {
        ...summarizePrompt(record, report),
        completions: objectsIn(record.summaries).map((one, i) =>
          readCompletion(one?.text, places[i], report),
        ),
        places,
        tiers: readPreference(record, 'choice', choices, report),
        ranking: { path: ['choice'] },
      },
      report,
    );
  },
};

/** The query that the summaries were sampled with: the post with its title and subreddit, or the article, and the cue. */
export function summarizePrompt({ info }: JsonObject, report: Report) {
  const { id, post, article, title, subreddit } = isObject(info) ? info : {};
  const isPost = typeof post === 'string';
  const promptPlace: Place = { path: ['info', isPost ? 'post' : 'article'] };
  const text = isPost ? post : article;
  if (typeof text !== 'string') {
    report('prompt-missing', { path: ['info'] });
    return { prompt: undefined, promptPlace };
  }
  const head = isPost
    ? `SUBREDDIT: r/${scalarText(subreddit ?? '')}\n\nTITLE: ${scalarText(title ?? '')}\n\nPOST: `
    : 'Article:\n\n';
  const own = typeof id === 'string' ? { id } : {};
  return { ...own, prompt: text.trim() === '' ? '' : `${head}${text}\n\nTL;DR:`, promptPlace };
}
