import type { SyntaxReason } from './jsonSyntax.ts';

const sentences: Record<SyntaxReason, (found: string) => string> = {
  'cut-off': () => 'The record ends before it is complete. Close every string, list and object in it.',
  'string-open': () => 'This text is not closed. Put a quote (") at its end, and \\" for quotes inside it.',
  'trailing-comma': () => 'JSON allows no comma before a closing bracket. Take it out.',
  'comma-missing': (found) =>
    `A comma or a closing bracket is expected before ${quoted(found)}. Is a quote (") inside a text not escaped?`,
  'colon-missing': (found) => `A colon is expected between key and value, before ${quoted(found)}.`,
  'key-expected': (found) => `A key in double quotes is expected here, not ${quoted(found)}.`,
  'value-expected': (found) =>
    `A value is expected here, not ${quoted(found)}. Texts stand in double quotes.`,
  'single-quotes': () => 'JSON takes double quotes only. Write the file with json.dumps, not with str().',
  'python-word': (found) => `${found} is Python. JSON has ${jsonWord(found)}.`,
  number: (found) => `${quoted(found)} is not a number in JSON.`,
  escape: (found) => `${found} is not an escape in JSON. For a backslash write \\\\.`,
  'control-character': (found) =>
    `A raw control character (U+${hex(found)}) stands inside a text. Write it as an escape.`,
  'text-after-record': () => 'The record ends before this. Put one record on each line.',
  'list-open': () =>
    'The file ends before its list of records is closed, so the last ones may be missing. Close it with a bracket (]), or fetch the file again.',
  'too-deep': () => 'Nested too deep. Flatten the record.',
};

/** What is wrong with a line that is not JSON. */
export function syntaxMessage(data: Readonly<Record<string, string | number>>): string {
  return sentences[data.reason as SyntaxReason]?.(String(data.found)) ?? 'This line is not JSON.';
}

/** JSON's word for Python's. */
export function jsonWord(word: string): string {
  return word === 'None' ? 'null' : word.toLowerCase();
}

function quoted(found: string): string {
  return found === '"' ? 'a quote (")' : `"${found}"`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
