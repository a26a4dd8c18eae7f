/**
 * One line of text without what a terminal would obey or what would pass for a line of ours: escape sequences, line
 * ends, other control characters and bidirectional controls of a dataset.
 */
export function plain(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ').replace(hidden, '\ufffd');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One line of JSON in which all of that is escaped: the same to a program, and harmless to a terminal. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(
    hidden,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
