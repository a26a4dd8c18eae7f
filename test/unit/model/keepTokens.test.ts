import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepTokens } from '../../../extension/model/keepTokens.ts';
import { remember } from '../../../extension/model/remember.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const llama3Words =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const bytes = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };
const split = { type: 'Split', pattern: { Regex: llama3Words }, behavior: 'Isolated', invert: false };

/** Merges over ▁ as SentencePiece has them: at the start of a word only. */
function sentencePiece(more: object, fuse_unk = true, byteTokens = true, merges = ['a b', '▁ ab', '▁ ▁']) {
  const vocab: Record<string, number> = { '<unk>': 0 };
  const add = (token: string) => {
    vocab[token] ??= Object.keys(vocab).length;
  };
  if (byteTokens) {
    for (let b = 0; b < 256; b++) add(`<0x${b.toString(16).toUpperCase().padStart(2, '0')}>`);
  }
  for (const token of ['▁', 'a', 'b', 'h', 'e']) add(token);
  for (const merge of merges) add(merge.replace(' ', ''));
  return {
    ...tinyTokenizer(),
    added_tokens: [{ ...tinyTokenizer().added_tokens[0], content: '<s>', id: Object.keys(vocab).length }],
    pre_tokenizer: null,
    decoder: null,
    post_processor: null,
    model: { type: 'BPE', unk_token: '<unk>', fuse_unk, byte_fallback: byteTokens, vocab, merges },
    ...more,
  };
}

const prepend = {
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'Prepend', prepend: '▁' },
      { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    ],
  },
};
const metaspace = { pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first' } };

const kinds: Record<string, object> = {
  'GPT-2': tinyTokenizer(),
  'Llama 3': { ...tinyTokenizer(), pre_tokenizer: { type: 'Sequence', pretokenizers: [split, bytes] } },
  StarCoder: {
    ...tinyTokenizer(),
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Digits', individual_digits: true },
        { ...bytes, use_regex: true },
      ],
    },
  },
  'GPT-2 with a space before every text': {
    ...tinyTokenizer(),
    pre_tokenizer: { ...bytes, add_prefix_space: true, use_regex: true },
  },
  'Llama 2': sentencePiece(prepend),
  Mistral: sentencePiece(metaspace),
  'without bytes, unknown ones fused': sentencePiece(prepend, true, false),
  'without bytes, unknown ones apart': sentencePiece(prepend, false, false),
  'with a merge that goes on over the next word': sentencePiece(prepend, true, true, ['a ▁', 'a▁ b', '▁ a']),
};

const make = (kind: object) => new Tokenizer(kind, { clean_up_tokenization_spaces: false });
const ids = (tokenizer: Tokenizer, text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids;

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '  ',
        'ab',
        ' ab',
        'he',
        'a',
        'b',
        '\n',
        '\r\n\n',
        '<s>',
        '</s>',
        '▁',
        '12',
        '3456',
        "'s",
        'é',
        '你好',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('\ud800', '😀'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('kept tokens', () => {
  it.each(Object.entries(kinds))('%s: the same as without', (_, kind) => {
    const plain = make(kind);
    const kept = make(kind);
    keepTokens(kept);
    fc.assert(
      fc.property(text, (text) => {
        const expected = ids(plain, text);
        expect(ids(kept, text)).toEqual(expected);
        // Once more, from what is kept; and as a part of more.
        expect(ids(kept, text)).toEqual(expected);
        expect(ids(kept, `<s>${text}<s>${text}`)).toEqual(ids(plain, `<s>${text}<s>${text}`));
      }),
      { numRuns: 150 },
    );
  });

  it('leaves other kinds as they are', () => {
    const wordPiece = make({
      ...tinyTokenizer(),
      pre_tokenizer: { type: 'Whitespace' },
      decoder: null,
      post_processor: null,
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: { '[UNK]': 0, a: 1, '##b': 2 },
      },
    });
    keepTokens(wordPiece);
    expect(ids(wordPiece, 'ab a zz')).toEqual([1, 2, 1, 0]);
  });
});

describe('remember', () => {
  it('makes a value once, and again when it was forgotten', () => {
    const made: string[] = [];
    const length = remember(
      (key) => {
        made.push(key);
        return key.length;
      },
      { longest: 5, units: 10 },
    );
    for (const key of ['aa', 'aa', 'bbb', 'aa']) expect(length(key)).toBe(key.length);
    expect(made).toEqual(['aa', 'bbb']);
    for (const key of ['ccccccc', 'ccccccc']) length(key);
    expect(made).toEqual(['aa', 'bbb', 'ccccccc', 'ccccccc']);
    // Two generations later the first are gone, however many came between.
    for (let i = 0; i < 1000; i++) length(`x${i}`.padEnd(5));
    length('aa');
    expect(made.at(-1)).toBe('aa');
  });
});
