import * as l10n from '@vscode/l10n';
import type { CatalogueEntry, Data } from './catalogueEntry.ts';
import { syntaxMessage } from './syntaxWords.ts';

function promptDiffers(d: Data): string {
  if (d.prefix)
    return l10n.t(
      'This prefix differs from the first one. The completions of a ranking answer one prompt: make all prefixes the same.',
    );
  if (d.field)
    return l10n.t('The conversations to compare do not start with "prompt". Make them begin alike.');
  if (d.start)
    return l10n.t('This conversation does not start with the turns of "prompt". Make them the same.');
  if (d.inside)
    return l10n.t(
      'A question stands inside what is ranked. Move all turns before the last answer to the prompt, which all completions share.',
    );
  return l10n.t(
    'The prompts of "chosen" and "rejected" differ from here on. Everything before the last answer must be the same in both: mend it or take the record out.',
  );
}

/** What is wrong with a record and its texts. */
export const textProblemWords = {
  'json-syntax': { severity: 'error', message: syntaxMessage },
  'json-nan': {
    severity: 'error',
    message: (d) =>
      l10n.t("JSON has no {0}, although Python's json module writes it. Write a number or null.", d.found),
  },
  'json-too-deep': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'This record is nested more than {0} levels deep, which stops many readers. Flatten it.',
        d.depth,
      ),
  },
  'json-too-large': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'This record holds more than {0} values, far beyond any ranking. Is it a whole file in one line? Write one ranking per line.',
        Number(d.most).toLocaleString('en'),
      ),
  },
  'not-an-object': {
    severity: 'error',
    message: (d) =>
      l10n.t('This line is {0}, not a record. Write one JSON object, as {"prompt": ...}, per line.', d.found),
  },
  'unknown-format': {
    severity: 'error',
    message: l10n.t(
      'This record is in no format of rankings that Plackett knows. Give "prompt", "responses" and "ranking" (or "ranks", or "scores"), or "prompt", "chosen" and "rejected".',
    ),
  },
  'prompt-missing': {
    severity: 'error',
    message: l10n.t('The prompt is missing. Add "prompt", as text or as a list of messages.'),
  },
  'prompt-not-text': {
    severity: 'error',
    message: (d) => l10n.t('The prompt is {0}. Write it as text or as a list of messages.', d.found),
  },
  'prompt-empty': {
    severity: 'error',
    message: l10n.t('The prompt is empty. Write what the completions answer, or take the record out.'),
  },
  'prompt-differs': {
    severity: 'error',
    message: promptDiffers,
  },
  'too-few-responses': {
    severity: 'error',
    message: (d) =>
      d.missing
        ? l10n.t('"{0}" is missing. A ranking needs at least two responses.', d.missing)
        : d.count === 1
          ? l10n.t('A ranking needs at least two responses; here is one. Add more or take the record out.')
          : l10n.t('A ranking needs at least two responses; here are none. Add more or take the record out.'),
  },
  'too-many-responses': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'A ranking has at most {0} responses; here are {1}. Split them up or take the record out.',
        Number(d.most).toLocaleString('en'),
        Number(d.count).toLocaleString('en'),
      ),
  },
  'responses-not-list': {
    severity: 'error',
    message: (d) =>
      l10n.t('"{0}" is {1}. Write a list with at least two responses.', d.field ?? 'responses', d.found),
  },
  'response-not-text': {
    severity: 'error',
    message: (d) => l10n.t('This response is {0}. Write it as text or as a list of messages.', d.found),
  },
  'response-empty': {
    severity: 'error',
    message: l10n.t('This response is empty. Write its text or take the record out.'),
  },
  'responses-identical': {
    severity: (d) => (d.all ? 'error' : 'warning'),
    message: (d) =>
      d.all
        ? l10n.t(
            'This response is the same as {0}, so the ranking says nothing about the two. Write different ones or take the record out.',
            d.first,
          )
        : d.tied
          ? l10n.t(
              'This response is the same as {0}, so the ranking says nothing about the two. Take one of them out.',
              d.first,
            )
          : l10n.t(
              'This response is the same as {0}, so the ranking says nothing about the two. Take one of them out, or tie them.',
              d.first,
            ),
  },
  'responses-alike': {
    severity: 'warning',
    message: (d) =>
      d.kind === 'space'
        ? l10n.t(
            'This response differs from response {0} only in white space or case, so the ranking teaches nothing else. Is one of them a copy?',
            d.first,
          )
        : l10n.t(
            'This response is all but the same as response {0}: at both ends at least 98 % of it. Is one of them a copy?',
            d.first,
          ),
  },
  'response-prefix': {
    severity: (d) => (d.whole ? 'information' : 'warning'),
    message: (d) =>
      d.whole
        ? l10n.t(
            'Response {0} begins with the whole of this one and goes on: what is ranked is only what follows.',
            d.longer,
          )
        : l10n.t(
            'Response {0} begins with the whole of this one, so this one may be cut off. Complete it, or take it out.',
            d.longer,
          ),
  },
  'prompt-repeated': {
    severity: 'warning',
    message: l10n.t(
      'This response repeats the prompt, which is then scored as if the policy had said it. Take the prompt out of it.',
    ),
  },
  'role-mark': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'A speaker’s mark stands inside of this response ({0}): it goes on with another turn, or a template was applied already. Cut it there.',
        d.mark,
      ),
  },
} satisfies Record<string, CatalogueEntry>;
