import * as l10n from '@vscode/l10n';
import type { CatalogueEntry, Data } from './catalogueEntry.ts';

const listOf = (data: Data) => `"${data.field}"`;
/** What is wrong with roles, numbers that came along, bytes and whole files. */
export const fileProblemWords = {
  'preference-unknown': {
    severity: 'error',
    message: (d) =>
      l10n.t('"{0}" says which response is better and takes {1}. This is {2}.', d.field, d.takes, d.found),
  },
  unpaired: {
    severity: 'information',
    message: l10n.t(
      'One completion with a label is no ranking. Group the completions of a prompt into "chosen" and "rejected", or into "responses" with "scores".',
    ),
  },
  'answer-alone': {
    severity: 'information',
    message: l10n.t(
      'No other answer to this prompt stands beside it, so there is nothing to rank it against. Sort the file by prompt to bring them together.',
    ),
  },
  'image-passed-over': {
    severity: 'information',
    message: l10n.t(
      'Only text is scored: this image is not shown to the model, so its rewards are those of the text alone.',
    ),
  },
  'images-not-scored': {
    severity: 'information',
    message: l10n.t(
      'What is ranked here are images, which no language model gives log-probabilities. Only rankings of texts can be evaluated.',
    ),
  },
  'ranks-length': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        '"{0}" has {1} entries for {2} responses. Give one rank per response.',
        d.field ?? 'ranks',
        d.length,
        d.count,
      ),
  },
  'scores-length': {
    severity: 'error',
    message: (d) =>
      l10n.t('"scores" has {0} entries for {1} responses. Give one score per response.', d.length, d.count),
  },
  'ranking-all-tied': {
    severity: 'warning',
    message: l10n.t(
      'All responses are tied, so this record holds no preference. It is counted and left out of every mean.',
    ),
  },
  'message-malformed': {
    severity: 'error',
    message: (d) => l10n.t('A message is {"role": ..., "content": ...} with both as text. {0}.', d.what),
  },
  'tools-malformed': {
    severity: 'error',
    message: l10n.t('"tools" must be a list of tool definitions, or such a list as JSON text.'),
  },
  'role-unknown': {
    severity: 'error',
    message: (d) =>
      d.instead
        ? l10n.t('Chat templates know no role "{0}". Write "{1}".', d.role, d.instead)
        : l10n.t('Chat templates know no role "{0}". Write "system", "user", "assistant" or "tool".', d.role),
  },
  'role-order': {
    severity: 'warning',
    message: (d) => l10n.t('{0}. Many chat templates refuse this order.', d.what),
  },
  'last-turn-not-assistant': {
    severity: 'error',
    message: (d) =>
      d.missing
        ? l10n.t(
            'No assistant turn ("\\n\\nAssistant:") stands here, so there is no response to score. Add it or take the record out.',
          )
        : l10n.t(
            'The last turn is by {0}, but what is ranked must be said by the assistant. Add the answer or take the last turn out.',
            d.role,
          ),
  },
  'logps-length': {
    severity: 'error',
    message: (d) =>
      d.missing
        ? l10n.t('"{0}" is missing beside {1}. Give both, or neither.', d.missing, listOf(d))
        : l10n.t(
            '{0} has {1} entries for {2} responses. Give one log-probability per response.',
            listOf(d),
            d.length,
            d.count,
          ),
  },
  'logps-not-finite': {
    severity: 'error',
    message: (d) => l10n.t('{0} takes finite log-probabilities in nats. This is {1}.', listOf(d), d.found),
  },
  'duplicate-key': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'The key "{0}" stands here again further on, and readers differ in which one they take; Plackett takes the last. Keep one.',
        d.key,
      ),
  },
  'lone-surrogate': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'Half a character ({0}): the other half of the pair is cut off, so no tokenizer can read it. Replace it.',
        d.found,
      ),
  },
  'invalid-utf8': {
    severity: 'error',
    message: (d) =>
      d.utf16
        ? l10n.t('This file is UTF-16. Save it as UTF-8.')
        : l10n.t(
            'Byte {0} at offset {1} of the file is not UTF-8. Save the file as UTF-8, or mend the text.',
            d.found,
            d.offset,
          ),
  },
  'line-separator': {
    severity: 'warning',
    message: (d) =>
      Number(d.times) > 1
        ? l10n.t(
            '{0} inside a text: some readers end the line there ({1} times in this line). Write it as an escape, {2}.',
            d.found,
            d.times,
            `\\u${d.hex}`,
          )
        : l10n.t(
            '{0} inside a text: some readers end the line there. Write it as an escape, {1}.',
            d.found,
            `\\u${d.hex}`,
          ),
  },
  'byte-order-mark': {
    severity: 'warning',
    message: (d) =>
      d.inside
        ? l10n.t(
            'A byte order mark stands inside the file, as when files are joined. Many readers stumble over it: remove it.',
          )
        : l10n.t(
            'The file starts with a byte order mark. Many readers stumble over it: save as UTF-8 without one.',
          ),
  },
  'line-too-long': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'This line has {0} MB, more than the {1} MB that are read. Is a line end missing?',
        d.megabytes,
        d.limit,
      ),
  },
  'archive-broken': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'This {0} file cannot be read on after {1}, because {2}. What is before that is used; fetch or write the file again.',
        d.kind,
        d.after,
        d.what,
      ),
  },
  'columns-not-records': {
    severity: 'error',
    message: l10n.t(
      "This file is one object with a list for each field, not a record for each ranking. Write it by records, with pandas as df.to_json(path, orient='records', lines=True).",
    ),
  },
  'not-json-lines': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'This file is {0}, not JSON lines, although its name says so. Plackett reads it, but many readers do not, and problems can be shown in their place only in lines. Write one record a line.',
        d.found,
      ),
  },
} satisfies Record<string, CatalogueEntry>;
