import { describe, expect, it } from 'vitest';
import type { Text } from '../../../extension/dataset/example.ts';
import { encodeExample } from '../../../extension/model/encode.ts';
import { defaultScoring, type ScoringSettings } from '../../../extension/model/settings.ts';
import { loadTokenizer } from '../../../extension/model/tokenizer.ts';
import type { TokenizerFiles } from '../../../extension/model/tokenizerFiles.ts';
import { chatTemplate } from '../../fixtures/onnx/modelFolder.ts';
import { bosId, eosId, type TinyTokenizerOptions, tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const bytes = (text: string) => [...Buffer.from(text, 'utf8')];
const [ab, spaceAb] = [256, 257];

function files(options: TinyTokenizerOptions = {}, template: string | null = chatTemplate): TokenizerFiles {
  return {
    folder: 'a folder',
    tokenizer: tinyTokenizer(options),
    config: { bos_token: '<s>', eos_token: { content: '</s>' }, chat_template: template ?? undefined },
    specialTokens: {},
    chatTemplate: undefined,
  };
}

function encode(
  prompt: Text,
  completion: Text,
  settings: Partial<ScoringSettings> = {},
  from: TokenizerFiles = files(),
) {
  const item = { prompt, completions: [completion] };
  const encoded = encodeExample(loadTokenizer(from), item, { ...defaultScoring, ...settings });
  if (!encoded.ok) return encoded.reason;
  const [{ ids, promptLength }] = encoded.sequences;
  return {
    prompt: [...ids.slice(0, promptLength)],
    completion: [...ids.slice(promptLength)],
    separate: encoded.separate,
  };
}

describe('plain text', () => {
  it('takes what follows the prompt and appends EOS', () => {
    expect(encode('hi ', 'you')).toEqual({
      prompt: bytes('hi '),
      completion: [...bytes('you'), eosId],
      separate: false,
    });
  });

  it('appends no second EOS, and none when the setting says so', () => {
    const expected = { prompt: bytes('Q'), completion: [...bytes('y'), eosId], separate: false };
    expect(encode('Q', 'y</s>')).toEqual(expected);
    expect(encode('Q', 'y', { appendEos: false })).toEqual({ ...expected, completion: bytes('y') });
  });

  it('appends none that the tokenizer does not name, or that is no token', () => {
    for (const eos_token of [undefined, null, '<none>']) {
      const from = { ...files(), config: { eos_token } };
      expect(encode('Q', 'y', {}, from)).toMatchObject({ completion: bytes('y') });
      expect(loadTokenizer(from).notes.join()).toMatch(/EOS token.* so none is appended/);
    }
    const older = { ...files(), config: {}, specialTokens: { eos_token: { content: '</s>' } } };
    expect(encode('Q', 'y', {}, older)).toMatchObject({ completion: [...bytes('y'), eosId] });
  });

  it("puts the post-processor's BOS once, also before an empty prompt or one that brings its own", () => {
    const withBos = files({ bos: true });
    expect(encode('Q', 'y', {}, withBos)).toMatchObject({ prompt: [bosId, ...bytes('Q')] });
    expect(encode('<s>Q', 'y', {}, withBos)).toMatchObject({ prompt: [bosId, ...bytes('Q')] });
    expect(encode('', 'y', {}, withBos)).toMatchObject({
      prompt: [bosId],
      completion: [...bytes('y'), eosId],
    });
    expect(encode('Q', 'y', { border: 'separate' }, withBos)).toMatchObject({
      prompt: [bosId, ...bytes('Q')],
      completion: [...bytes('y'), eosId],
    });
  });

  it('leaves out an EOS that the post-processor puts after every text', () => {
    const both = files({ bos: true, eosAfter: true });
    expect(encode('Q', 'y', {}, both)).toEqual({
      prompt: [bosId, ...bytes('Q')],
      completion: [...bytes('y'), eosId],
      separate: false,
    });
    expect(loadTokenizer(both).notes.join()).toContain('leaves them out');
  });

  it('falls back to separate where a merge crosses the border', () => {
    const apart = { prompt: bytes('x a'), completion: bytes('b'), separate: true };
    expect(encode('x a', 'b', { appendEos: false })).toEqual(apart);
    expect(encode('x a', 'b', { appendEos: false, border: 'separate' })).toEqual({
      ...apart,
      separate: false,
    });
    expect(encode('x', ' ab', { appendEos: false })).toEqual({
      prompt: bytes('x'),
      completion: [spaceAb],
      separate: false,
    });
  });

  it("cuts at the prompt's length like TRL, even where a merge crosses the border", () => {
    // "x a" has 3 tokens; "x abab" has x, " ab", "ab": TRL leaves nothing but what stands after the third.
    expect(encode('x a', 'babc', { appendEos: false, border: 'trl' })).toEqual({
      prompt: [...bytes('x'), spaceAb, ab],
      completion: bytes('c'),
      separate: false,
    });
    expect(encode('x a', 'b', { appendEos: false, border: 'trl' })).toContain('no tokens of its own');
  });

  it('fails with the reason when there is nothing to score', () => {
    expect(encode('', 'y')).toContain('the prompt has no tokens');
    expect(encode('Q', '', { appendEos: false })).toContain('completion 1 has no tokens');
  });

  it('fails when the tokenizer has no token for the text', () => {
    // Without an unknown token the library gives undefined for such a piece.
    const poor = { ...loadTokenizer(files()), encode: (text: string) => [...text].map(Number.parseFloat) };
    const encoded = encodeExample(poor, { prompt: '1', completions: ['2z'] }, defaultScoring);
    expect(encoded).toMatchObject({ ok: false, reason: expect.stringContaining('no token for') });
  });
});

describe('conversations', () => {
  const prompt = [{ role: 'user', content: 'Q' }];
  const answer = [{ role: 'assistant', content: 'y' }];

  it('renders the prompt with the generation prompt, the completion with its end of turn', () => {
    const expected = {
      prompt: [...bytes('<|user|>Q'), eosId, ...bytes('<|assistant|>')],
      completion: [...bytes('y'), eosId],
      separate: false,
    };
    expect(encode(prompt, answer)).toEqual(expected);
    expect(encode(prompt, 'y')).toEqual(expected);
    expect(encode('Q', answer)).toEqual(expected);
    expect(encode(prompt, answer, { border: 'trl' })).toEqual(expected);
  });

  it('leaves BOS to the template', () => {
    const template = `{{ bos_token }}${chatTemplate}`;
    const ids = encode(prompt, answer, {}, files({ bos: true }, template));
    expect(ids).toMatchObject({ prompt: [bosId, ...bytes('<|user|>Q'), eosId, ...bytes('<|assistant|>')] });
  });

  const thinking = `{% for m in messages %}{{ '[' + m.role[0] + ']' + m.content + eos_token }}{% endfor %}{% if add_generation_prompt %}{{ '[a]<t>' }}{% endif %}`;

  it('takes the border where prompt and conversation part', () => {
    expect(encode(prompt, answer, {}, files({}, thinking))).toEqual({
      prompt: [...bytes('[u]Q'), eosId, ...bytes('[a]')],
      completion: [...bytes('y'), eosId],
      separate: false,
    });
  });

  it('does not take the start of a completion for the end of the prompt', () => {
    expect(encode(prompt, [{ role: 'assistant', content: '<b>' }], {}, files({}, thinking))).toEqual({
      prompt: [...bytes('[u]Q'), eosId, ...bytes('[a]')],
      completion: [...bytes('<b>'), eosId],
      separate: false,
    });
  });

  it('fails with the reason: no template, a template that refuses, one that changes the completion', () => {
    expect(encode(prompt, answer, {}, files({}, null))).toContain('no chat template');
    const strict = "{{ raise_exception('roles must alternate') }}";
    expect(encode(prompt, answer, {}, files({}, strict))).toContain('roles must alternate');
    const shouting = `{% for m in messages %}{{ m.content.upper() }}{% endfor %}{% if add_generation_prompt %}>{% endif %}`;
    expect(encode(prompt, answer, {}, files({}, shouting))).toContain('in another way');
  });

  it('gives tools to the template, and the template named tool_use', () => {
    const named = [
      { name: 'default', template: chatTemplate },
      { name: 'tool_use', template: `{{ tools[0].name }}${chatTemplate}` },
    ];
    const from = { ...files(), config: { ...files().config, chat_template: named } };
    const tokenizer = loadTokenizer(from);
    for (const tools of [[{ name: 'T' }], '[{"name":"T"}]']) {
      const encoded = encodeExample(tokenizer, { prompt, completions: [answer], tools }, defaultScoring);
      expect(encoded.ok && encoded.sequences[0].ids[0]).toBe(bytes('T')[0]);
    }
    const none = encodeExample(tokenizer, { prompt, completions: [answer] }, defaultScoring);
    expect(none.ok && none.sequences[0].ids[0]).toBe(bytes('<')[0]);
  });

  it('prefers chat_template.jinja', () => {
    const from = { ...files({}, 'not this'), chatTemplate };
    expect(encode(prompt, answer, {}, from)).toMatchObject({ completion: [...bytes('y'), eosId] });
  });
});

describe('a tokenizer that cannot be built', () => {
  it('is an error with the next step', () => {
    expect(() => loadTokenizer({ ...files(), tokenizer: { version: '1.0' } })).toThrow(
      /tokenizer in a folder cannot be used: .*Save it again/,
    );
    expect(() => loadTokenizer(files({}, '{% for %}'))).toThrow(/chat template in a folder cannot be read/);
  });
});
