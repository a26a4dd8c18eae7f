import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain, plainJson } from '../../../extension/cli/terminal.ts';

const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u001b[31m',
      '\u009b31m',
      '\u0007',
      '\u202e',
      '\u2066',
      '\u2028',
      '\r',
      '\n',
      '\t',
      '\u007f',
      'a',
      '"',
      '\\',
    ),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
});
/** What a terminal obeys, or turns words around with. */
const harm = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

test('a line of text has nothing that a terminal would obey', () => {
  fc.assert(fc.property(texts, (text) => void expect(plain(text)).not.toMatch(harm)));
  expect(plain('a\n\u001b[2Jb')).toBe('a \ufffd[2Jb');
});

test('JSON says the same and has nothing of it either', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const line = plainJson({ text });
      expect(line).not.toMatch(harm);
      expect(JSON.parse(line)).toEqual({ text });
    }),
  );
});
