import type { Place } from './example.ts';
import type { Problem, Severity, Span } from './problem.ts';
import { syntaxMessage } from './syntaxWords.ts';

type Data = Readonly<Record<string, string | number>>;

export interface CatalogueEntry {
  /** error: the example is not evaluated. warning and information: it is. */
  readonly severity: Severity | ((data: Data) => Severity);
  /** What is wrong and what to do, in plain words. */
  readonly message: string | ((data: Data) => string);
}

const listOf = (data: Data) => `"${data.field}"`;
/** What the numbers of other records count. */
const unitOf = (data: Data) => String(data.unit ?? 'line');
const capital = (word: string) => word[0].toUpperCase() + word.slice(1);
const indices = ({ count, base = 0 }: Data) => {
  const [first, last] = [Number(base), Number(base) + Number(count) - 1];
  return count === 2 ? `${first} and ${last}` : `${first} to ${last}`;
};

function promptDiffers(d: Data): string {
  if (d.prefix)
    return `This prefix differs from the first one. The completions of a ranking answer one prompt: make all prefixes the same.`;
  if (d.field) return 'The conversations to compare do not start with "prompt". Make them begin alike.';
  if (d.start) return 'This conversation does not start with the turns of "prompt". Make them the same.';
  if (d.inside)
    return 'A question stands inside what is ranked. Move all turns before the last answer to the prompt, which all completions share.';
  return 'The prompts of "chosen" and "rejected" differ from here on. Everything before the last answer must be the same in both: mend it or take the record out.';
}

/** Every defect Plackett knows in a line. Codes are stable: they stand in settings and other people's CI. */
export const catalogue = {
  'json-syntax': { severity: 'error', message: syntaxMessage },
  'json-nan': {
    severity: 'error',
    message: (d) =>
      `JSON has no ${d.found}, although Python's json module writes it. Write a number or null.`,
  },
  'json-too-deep': {
    severity: 'error',
    message: (d) =>
      `This record is nested more than ${d.depth} levels deep, which stops many readers. Flatten it.`,
  },
  'json-too-large': {
    severity: 'error',
    message: (d) =>
      `This record holds more than ${Number(d.most).toLocaleString('en')} values, far beyond any ranking. Is it a whole file in one line? Write one ranking per line.`,
  },
  'not-an-object': {
    severity: 'error',
    message: (d) =>
      `This line is ${d.found}, not a record. Write one JSON object, as {"prompt": ...}, per line.`,
  },
  'unknown-format': {
    severity: 'error',
    message:
      'This record is in no format of rankings that Plackett knows. Give "prompt", "responses" and "ranking" (or "ranks", or "scores"), or "prompt", "chosen" and "rejected".',
  },
  'prompt-missing': {
    severity: 'error',
    message: 'The prompt is missing. Add "prompt", as text or as a list of messages.',
  },
  'prompt-not-text': {
    severity: 'error',
    message: (d) => `The prompt is ${d.found}. Write it as text or as a list of messages.`,
  },
  'prompt-empty': {
    severity: 'error',
    message: 'The prompt is empty. Write what the completions answer, or take the record out.',
  },
  'prompt-differs': {
    severity: 'error',
    message: promptDiffers,
  },
  'too-few-responses': {
    severity: 'error',
    message: (d) =>
      d.missing
        ? `"${d.missing}" is missing. A ranking needs at least two responses.`
        : `A ranking needs at least two responses; here ${d.count === 1 ? 'is one' : 'are none'}. Add more or take the record out.`,
  },
  'too-many-responses': {
    severity: 'error',
    message: (d) =>
      `A ranking has at most ${Number(d.most).toLocaleString('en')} responses; here are ${Number(d.count).toLocaleString('en')}. Split them up or take the record out.`,
  },
  'responses-not-list': {
    severity: 'error',
    message: (d) => `"${d.field ?? 'responses'}" is ${d.found}. Write a list with at least two responses.`,
  },
  'response-not-text': {
    severity: 'error',
    message: (d) => `This response is ${d.found}. Write it as text or as a list of messages.`,
  },
  'response-empty': {
    severity: 'error',
    message: 'This response is empty. Write its text or take the record out.',
  },
  'responses-identical': {
    severity: (d) => (d.all ? 'error' : 'warning'),
    message: (d) =>
      `This response is the same as ${d.first}, so the ranking says nothing about the two. ${d.all ? 'Write different ones or take the record out.' : `Take one of them out${d.tied ? '' : ', or tie them'}.`}`,
  },
  'responses-alike': {
    severity: 'warning',
    message: (d) =>
      d.kind === 'space'
        ? `This response differs from response ${d.first} only in white space or case, so the ranking teaches nothing else. Is one of them a copy?`
        : `This response is all but the same as response ${d.first}: at both ends at least 98 % of it. Is one of them a copy?`,
  },
  'response-prefix': {
    severity: (d) => (d.whole ? 'information' : 'warning'),
    message: (d) =>
      `Response ${d.longer} begins with the whole of this one${d.whole ? ' and goes on: what is ranked is only what follows' : ', so this one may be cut off. Complete it, or take it out'}.`,
  },
  'prompt-repeated': {
    severity: 'warning',
    message:
      'This response repeats the prompt, which is then scored as if the policy had said it. Take the prompt out of it.',
  },
  'role-mark': {
    severity: 'warning',
    message: (d) =>
      `A speaker’s mark stands inside of this response (${d.mark}): it goes on with another turn, or a template was applied already. Cut it there.`,
  },
  'duplicate-record': {
    severity: 'warning',
    message: (d) =>
      `The same ranking of the same responses stands on ${unitOf(d)} ${d.other}. Take one of them out.`,
  },
  'contradicting-rankings': {
    severity: 'warning',
    message: (d) =>
      `${capital(unitOf(d))} ${d.other} ranks the same responses to the same prompt otherwise. Settle on one, or tie those that differ.`,
  },
  'id-used-twice': {
    severity: 'warning',
    message: (d) =>
      `${capital(unitOf(d))} ${d.other} has the same id, so results by id are of two examples. Give one another id.`,
  },
  'formats-mixed': {
    severity: 'warning',
    message: (d) =>
      `From here on there are records in another format (${d.own}) than on ${unitOf(d)} ${d.other} (${d.first}). Many readers take one format a file: split it.`,
  },
  'all-in-file-order': {
    severity: 'information',
    message: (d) =>
      `All ${Number(d.count).toLocaleString('en')} rankings are in the order in which the responses stand in the file. Is the ranking a mere list of indices? If the order is the truth, a judge that sees it learns the position.`,
  },
  'length-decides': {
    severity: 'information',
    message: (d) =>
      `The longest response is the best in ${d.rate} % of ${Number(d.count).toLocaleString('en')} rankings, by chance in ${d.chance} %. A policy may learn to be ${d.more ? 'long' : 'short'} from them.`,
  },
  'ranking-missing': {
    severity: 'error',
    message: (d) =>
      d.tree
        ? 'No question in this tree has two answers with a rank. Take the tree out, or add the ranks.'
        : d.field
          ? `${listOf(d)} is empty. Write the order of the responses, best first, as [1, 0, 2].`
          : 'The ranking is missing. Add "ranking" (response indices, best first), "ranks" (one per response, 1 = best) or "scores" (one per response, higher = better).',
  },
  'ranking-not-numbers': {
    severity: 'error',
    message: (d) =>
      d.field === 'ranking'
        ? `"ranking" takes whole numbers: the responses' indices from 0, best first, tied ones in a list of their own, as [2, [0, 3], 1]. This is ${d.found}.`
        : `${listOf(d)} takes one number per response. This is ${d.found}.`,
  },
  'ranking-nan': {
    severity: 'error',
    message: (d) =>
      `${listOf(d)} holds ${d.found}, which has no place in an order. Write a number or take the record out.`,
  },
  'ranking-out-of-range': {
    severity: 'error',
    message: (d) =>
      `There is no response ${d.index}: the ${d.count} responses are ${indices(d)}. Name one of these, or take it out.`,
  },
  'ranking-one-based': {
    severity: 'error',
    message: (d) =>
      `This order counts from 1, but indices count from 0: the ${d.count} responses are ${indices(d)}. If these are ranks, one per response, name the field "ranks".`,
  },
  'ranking-duplicate': {
    severity: 'error',
    message: (d) =>
      `Response ${d.index} is ranked twice. Name every index once${d.maybeRanks ? ', or, if these are ranks, one per response, name the field "ranks"' : ''}.`,
  },
  'score-not-a-number': {
    severity: 'error',
    message: (d) => `"${d.field}" ranks the responses here and takes a number. This is ${d.found}.`,
  },
  'score-contradicts': {
    severity: 'warning',
    message: (d) =>
      `The chosen response has the lower score, ${d.chosen} against ${d.rejected}. Are the two mixed up, or the scores?`,
  },
  'score-doubtful': {
    severity: 'warning',
    message: (d) =>
      `An overall score of ${d.score} beside ratings whose mean is ${d.mean} of 5: a 1 was probably stored as 10. Rank by the ratings, or mend it.`,
  },
  'preference-unknown': {
    severity: 'error',
    message: (d) => `"${d.field}" says which response is better and takes ${d.takes}. This is ${d.found}.`,
  },
  unpaired: {
    severity: 'information',
    message:
      'One completion with a label is no ranking. Group the completions of a prompt into "chosen" and "rejected", or into "responses" with "scores".',
  },
  'answer-alone': {
    severity: 'information',
    message:
      'No other answer to this prompt stands beside it, so there is nothing to rank it against. Sort the file by prompt to bring them together.',
  },
  'image-passed-over': {
    severity: 'information',
    message:
      'Only text is scored: this image is not shown to the model, so its rewards are those of the text alone.',
  },
  'images-not-scored': {
    severity: 'information',
    message:
      'What is ranked here are images, which no language model gives log-probabilities. Only rankings of texts can be evaluated.',
  },
  'ranks-length': {
    severity: 'error',
    message: (d) =>
      `"${d.field ?? 'ranks'}" has ${d.length} entries for ${d.count} responses. Give one rank per response.`,
  },
  'scores-length': {
    severity: 'error',
    message: (d) => `"scores" has ${d.length} entries for ${d.count} responses. Give one score per response.`,
  },
  'ranking-all-tied': {
    severity: 'warning',
    message:
      'All responses are tied, so this record holds no preference. It is counted and left out of every mean.',
  },
  'message-malformed': {
    severity: 'error',
    message: (d) => `A message is {"role": ..., "content": ...} with both as text. ${d.what}.`,
  },
  'tools-malformed': {
    severity: 'error',
    message: '"tools" must be a list of tool definitions, or such a list as JSON text.',
  },
  'role-unknown': {
    severity: 'error',
    message: (d) =>
      d.instead
        ? `Chat templates know no role "${d.role}". Write "${d.instead}".`
        : `Chat templates know no role "${d.role}". Write "system", "user", "assistant" or "tool".`,
  },
  'role-order': {
    severity: 'warning',
    message: (d) => `${d.what}. Many chat templates refuse this order.`,
  },
  'last-turn-not-assistant': {
    severity: 'error',
    message: (d) =>
      d.missing
        ? 'No assistant turn ("\\n\\nAssistant:") stands here, so there is no response to score. Add it or take the record out.'
        : `The last turn is by ${d.role}, but what is ranked must be said by the assistant. Add the answer or take the last turn out.`,
  },
  'logps-length': {
    severity: 'error',
    message: (d) =>
      d.missing
        ? `"${d.missing}" is missing beside ${listOf(d)}. Give both, or neither.`
        : `${listOf(d)} has ${d.length} entries for ${d.count} responses. Give one log-probability per response.`,
  },
  'logps-not-finite': {
    severity: 'error',
    message: (d) => `${listOf(d)} takes finite log-probabilities in nats. This is ${d.found}.`,
  },
  'duplicate-key': {
    severity: 'warning',
    message: (d) =>
      `The key "${d.key}" stands here again further on, and readers differ in which one they take; Plackett takes the last. Keep one.`,
  },
  'lone-surrogate': {
    severity: 'warning',
    message: (d) =>
      `Half a character (${d.found}): the other half of the pair is cut off, so no tokenizer can read it. Replace it.`,
  },
  'invalid-utf8': {
    severity: 'error',
    message: (d) =>
      d.utf16
        ? 'This file is UTF-16. Save it as UTF-8.'
        : `Byte ${d.found} at offset ${d.offset} of the file is not UTF-8. Save the file as UTF-8, or mend the text.`,
  },
  'line-separator': {
    severity: 'warning',
    message: (d) =>
      `${d.found} inside a text: some readers end the line there${Number(d.times) > 1 ? ` (${d.times} times in this line)` : ''}. Write it as an escape, \\u${d.hex}.`,
  },
  'byte-order-mark': {
    severity: 'warning',
    message: (d) =>
      d.inside
        ? 'A byte order mark stands inside the file, as when files are joined. Many readers stumble over it: remove it.'
        : 'The file starts with a byte order mark. Many readers stumble over it: save as UTF-8 without one.',
  },
  'line-too-long': {
    severity: 'error',
    message: (d) =>
      `This line has ${d.megabytes} MB, more than the ${d.limit} MB that are read. Is a line end missing?`,
  },
  'archive-broken': {
    severity: 'error',
    message: (d) =>
      `This ${d.kind} file cannot be read on after ${d.after}, because ${d.what}. What is before that is used; fetch or write the file again.`,
  },
  'columns-not-records': {
    severity: 'error',
    message:
      "This file is one object with a list for each field, not a record for each ranking. Write it by records, with pandas as df.to_json(path, orient='records', lines=True).",
  },
  'not-json-lines': {
    severity: 'warning',
    message: (d) =>
      `This file is ${d.found}, not JSON lines, although its name says so. Plackett reads it, but many readers do not, and problems can be shown in their place only in lines. Write one record a line.`,
  },
} satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof catalogue;

export function problem(code: Code, at: Place | Span, data?: Data): Problem {
  return data ? { code, at, data } : { code, at };
}

export function severityOf({ code, data = {} }: Problem): Severity {
  const { severity }: CatalogueEntry = catalogue[code as Code];
  return typeof severity === 'string' ? severity : severity(data);
}

export function messageOf({ code, data = {} }: Problem): string {
  const { message }: CatalogueEntry = catalogue[code as Code];
  // Texts are quoted in part, which may cut a pair of surrogates in two: no reader of the message could decode it.
  return typeof message === 'string' ? message : message(data).replace(/\p{Surrogate}/gu, '\ufffd');
}
