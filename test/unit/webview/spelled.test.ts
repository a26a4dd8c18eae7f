import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idWords, spelled } from '../../../webview/tokens/spelled.ts';

const drawn = (text: string) => spelled({ id: 1, text });

describe('a token is drawn', () => {
  test('with white space by signs', () => {
    expect(drawn(' is\n\tno')).toBe('·is↵\n→no');
  });

  test('with every character that has no look by name: a carriage return is a token that models see', () => {
    expect(drawn('\r\n')).toBe('‹U+000D›↵\n');
    expect(drawn('a\u00a0b\u3000c\u2009')).toBe('a‹U+00A0›b‹U+3000›c‹U+2009›');
    expect(drawn('\u200b\u200d\ufe0f\ufeff\u202e')).toBe('‹U+200B›‹U+200D›‹U+FE0F›‹U+FEFF›‹U+202E›');
    expect(drawn('\u{e0041}\u0000\ud800')).toBe('‹U+E0041›‹U+0000›‹U+D800›');
  });

  test('as it is where it has a look', () => {
    for (const text of ['<b>', '你好', 'é', '😀', '\u0600', '·']) expect(drawn(text)).toBe(text);
  });

  test('by its bytes where it is a part of a character, and never as nothing', () => {
    expect(spelled({ id: 1, text: '', bytes: 'E4 BD', of: '你' })).toBe('‹E4 BD›');
    expect(drawn('')).toBe('‹›');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(drawn(text)).not.toMatch(
          /[^\n\P{Cc}]|\p{Z}|\p{Cs}|[\u200b-\u200f\u202a-\u202e]|\p{Variation_Selector}/u,
        );
      }),
    );
  });
});

test('a token is named by id, text or bytes, the character it is of, and whether it is special', () => {
  expect(idWords({ id: 318, text: ' is' })).toBe('id 318, " is"');
  expect(idWords({ id: 2, text: '</s>', special: true })).toBe('id 2, "</s>", special');
  expect(idWords({ id: 7, text: '', bytes: 'E4', of: '你' })).toBe('id 7, bytes E4, part of "你"');
  expect(idWords({ id: 8, text: '', bytes: 'FF' })).toBe('id 8, bytes FF');
  expect(idWords({ id: 9, text: '"\r\n\u00a0\u202e' })).toBe('id 9, "\\"\\r\\nU+00A0U+202E"');
});
