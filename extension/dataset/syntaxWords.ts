import * as l10n from '@vscode/l10n';
import type { SyntaxReason } from './jsonSyntax.ts';

const sentences: Record<SyntaxReason, (found: string) => string> = {
  'cut-off': () =>
    l10n.t('The record ends before it is complete. Close every string, list and object in it.'),
  'string-open': () =>
    l10n.t('This text is not closed. Put a quote (") at its end, and \\" for quotes inside it.'),
  'trailing-comma': () => l10n.t('JSON allows no comma before a closing bracket. Take it out.'),
  'comma-missing': (found) =>
    l10n.t(
      'A comma or a closing bracket is expected before {0}. Is a quote (") inside a text not escaped?',
      quoted(found),
    ),
  'colon-missing': (found) => l10n.t('A colon is expected between key and value, before {0}.', quoted(found)),
  'key-expected': (found) => l10n.t('A key in double quotes is expected here, not {0}.', quoted(found)),
  'value-expected': (found) =>
    l10n.t('A value is expected here, not {0}. Texts stand in double quotes.', quoted(found)),
  'single-quotes': () =>
    l10n.t('JSON takes double quotes only. Write the file with json.dumps, not with str().'),
  'python-word': (found) => l10n.t('{0} is Python. JSON has {1}.', found, jsonWord(found)),
  number: (found) => l10n.t('{0} is not a number in JSON.', quoted(found)),
  escape: (found) => l10n.t('{0} is not an escape in JSON. For a backslash write \\\\.', found),
  'control-character': (found) =>
    l10n.t('A raw control character (U+{0}) stands inside a text. Write it as an escape.', hex(found)),
  'text-after-record': () => l10n.t('The record ends before this. Put one record on each line.'),
  'list-open': () =>
    l10n.t(
      'The file ends before its list of records is closed, so the last ones may be missing. Close it with a bracket (]), or fetch the file again.',
    ),
  'too-deep': () => l10n.t('Nested too deep. Flatten the record.'),
};

/** What is wrong with a line that is not JSON. */
export function syntaxMessage(data: Readonly<Record<string, string | number>>): string {
  return sentences[data.reason as SyntaxReason]?.(String(data.found)) ?? l10n.t('This line is not JSON.');
}

/** JSON's word for Python's. */
export function jsonWord(word: string): string {
  return word === 'None' ? 'null' : word.toLowerCase();
}

function quoted(found: string): string {
  return found === '"' ? l10n.t('a quote (")') : `"${found}"`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
