import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenTexts } from '../../../extension/model/tokenText.ts';
import { eosId, tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const byteLevel = new Tokenizer(tinyTokenizer(), {});
const spellBytes = tokenTexts(byteLevel, true);

/** SentencePiece's way, as Llama 2 has it: ▁ for a space, a token for each byte that has no piece. */
const pieces = ['<unk>', '▁', 'a', '▁a', '你', ...Array.from({ length: 256 }, (_, byte) => hexToken(byte))];
const sentencePiece = new Tokenizer(
  {
    version: '1.0',
    added_tokens: [
      { id: 0, content: '<unk>', special: true },
      { id: pieces.length, content: '<tool>', special: false },
    ],
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: null,
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      unk_token: '<unk>',
      byte_fallback: true,
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: ['▁ a'],
    },
  },
  {},
);
const spellPieces = tokenTexts(sentencePiece, false);

function hexToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}
const idOf = (piece: string) => pieces.indexOf(piece);
const ids = (...all: number[]) => Int32Array.from(all);
const bytesOf = (shown: readonly { readonly text: string; readonly bytes?: string }[]) =>
  shown.flatMap(({ text, bytes }) =>
    bytes === undefined
      ? [...new TextEncoder().encode(text)]
      : bytes.split(' ').map((byte) => Number.parseInt(byte, 16)),
  );

describe('texts of tokens', () => {
  it('of a byte-level vocabulary are together the text, byte for byte, and one token each', () => {
    const unit = fc.constantFrom('a', 'b', ' ', 'é', '你', '😀', '\r', '\n', '\ufeff', '\u0000', 'Ġ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
        const encoded = byteLevel.encode(text, { add_special_tokens: false }).ids;
        const shown = spellBytes(Int32Array.from(encoded));
        expect(shown.map(({ id }) => id)).toEqual(encoded);
        expect(bytesOf(shown)).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });

  it('of a SentencePiece vocabulary have spaces and bytes', () => {
    const [e4, bd, a0] = [0xe4, 0xbd, 0xa0].map((byte) => idOf(hexToken(byte)));
    expect(spellPieces(ids(idOf('▁a'), idOf('你'), e4, bd, a0, idOf('▁')))).toEqual([
      { id: idOf('▁a'), text: ' a' },
      { id: idOf('你'), text: '你' },
      { id: e4, text: '', bytes: 'E4', of: '你' },
      { id: bd, text: '', bytes: 'BD', of: '你' },
      { id: a0, text: '', bytes: 'A0', of: '你' },
      { id: idOf('▁'), text: ' ' },
    ]);
  });

  it('of bytes that make no character are the bytes, and do not swallow what follows', () => {
    const [e4, ff] = [idOf(hexToken(0xe4)), idOf(hexToken(0xff))];
    expect(spellPieces(ids(e4, idOf('a')))).toEqual([
      { id: e4, text: '', bytes: 'E4' },
      { id: idOf('a'), text: 'a' },
    ]);
    expect(spellPieces(ids(ff, ff, ff, ff, ff)).map(({ bytes }) => bytes)).toEqual(Array(5).fill('FF'));
  });

  it('of added tokens are what is written, boxed only where they are special', () => {
    expect(spellBytes(ids(eosId))).toEqual([{ id: eosId, text: '</s>', special: true }]);
    expect(spellPieces(ids(0, pieces.length))).toEqual([
      { id: 0, text: '<unk>', special: true },
      { id: pieces.length, text: '<tool>' },
    ]);
  });

  it('of an id that the vocabulary lacks is empty', () => {
    expect(spellBytes(ids(100_000))).toEqual([{ id: 100_000, text: '' }]);
  });
});
