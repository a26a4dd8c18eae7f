import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePointName, shortened, visibleText } from '../../../webview/visibleText.ts';

const shown = (text: string) =>
  visibleText(text)
    .map((piece) => (typeof piece === 'string' ? piece : `[${codePointName(piece.codePoint)}]`))
    .join('');

describe('visibleText', () => {
  test('names what would be invisible or reorder its neighbours', () => {
    expect(shown('a\u200bb\u202ec\u0007\ud800')).toBe('a[U+200B]b[U+202E]c[U+0007][U+D800]');
    expect(shown('\ufeffa\u2028b\u00ad\u{e0041}')).toBe('[U+FEFF]a[U+2028]b[U+00AD][U+E0041]');
  });

  test('leaves text alone: line ends, tabs, emoji families, Persian joiners, Arabic signs', () => {
    for (const text of ['a\n\tb', '👩‍👩‍👧', 'می‌خواهم', '\u0600١', 'é', '']) expect(shown(text)).toBe(text);
    expect(shown('a\r\nb\rc')).toBe('a\nb[U+000D]c');
  });

  test('a text of nothing else is few pieces, and still names them all', () => {
    const text = 'a\u200b\r\n'.repeat(5);
    expect(visibleText(text, 3)).toEqual([
      'a',
      { codePoint: 0x200b },
      '\na',
      { codePoint: 0x200b },
      '\na',
      { codePoint: 0x200b },
      '\na[U+200B]\na[U+200B]\n',
    ]);
    expect(visibleText('\u200b'.repeat(100_000)).length).toBeLessThan(3000);
  });

  test('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const back = visibleText(text)
          .map((piece) => (typeof piece === 'string' ? piece : String.fromCodePoint(piece.codePoint)))
          .join('');
        expect(back).toBe(text.replaceAll('\r\n', '\n'));
      }),
    );
  });
});

describe('shortened', () => {
  test('cuts long text at a word, and many lines at a line', () => {
    expect(shortened('word '.repeat(100), 48, 10)).toBe('word '.repeat(9).trimEnd());
    expect(shortened('a\nb\nc\nd', 100, 2)).toBe('a\nb');
    expect(shortened('short', 100, 2)).toBe('short');
  });

  test('is a prefix within the limit that splits no character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 5, max: 50 }),
        (text, n) => {
          const start = shortened(text, n, 5);
          expect(text.startsWith(start)).toBe(true);
          expect(start.length).toBeLessThanOrEqual(n * 1.2);
          expect(start.split('\n').length).toBeLessThanOrEqual(5);
          expect(start).not.toMatch(/[\ud800-\udbff]$/);
        },
      ),
    );
  });
});
