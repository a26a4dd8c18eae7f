import { describe, expect, it } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { expectProblems } from './expectProblems.ts';

const codes = (prompt: string, ...responses: string[]) =>
  checkLine(JSON.stringify({ prompt, responses, ranking: [0] })).problems.map(({ code }) => code);
const long = 'The quick brown fox jumps over the lazy dog while the sun goes down behind the hills. '.repeat(
  3,
);

describe('completions that are all but one', () => {
  it.each([
    ['white space', 'The sky is blue.', 'The  sky is\nblue. ', 'responses-alike'],
    ['case', 'The sky is blue.', 'the SKY is blue.', 'responses-alike'],
    ['one letter of many', long, long.replace('lazy', 'lacy'), 'responses-alike'],
    ['an end that is cut off', `${long.slice(0, 60)}`, long, 'response-prefix'],
    [
      'more sentences',
      'The sky is blue today and always.',
      'The sky is blue today and always. So is the sea.',
      'response-prefix',
    ],
  ])('differ in %s', (_, a, b, code) => {
    expect(codes('q', a, b)).toEqual([code]);
    expect(codes('q', b, a)).toEqual([code]);
  });

  it.each([
    ['short answers', '4', '42'],
    ['other numbers in a short text', 'The answer is 17.', 'The answer is 18.'],
    [
      'texts that only begin alike',
      `${long} Yes.`,
      `${long.slice(0, 100)} But no, not at all, on no account whatsoever!`,
    ],
  ])('are none of these: %s', (_, a, b) => {
    expect(codes('q', a, b)).toEqual([]);
  });

  it('are told at the later one, with the severity of what it means', () => {
    expectProblems(
      `{"prompt": "q", "responses": ["The sky.", «"the sky."», "x"], "ranking": [0, 1, 2]}`,
      'responses-alike',
    );
    const severityOf = (short: string) =>
      checkLine(JSON.stringify({ prompt: 'q', responses: [short, `${short} And so on.`], scores: [1, 2] }))
        .problems[0].severity;
    expect(severityOf('This one has its end, so it may be meant.')).toBe('information');
    expect(severityOf('This one stops before it has come to')).toBe('warning');
  });

  it('are found in linear time where there are very many', () => {
    const responses = Array.from({ length: 20_000 }, (_, i) => `${long}${i}`);
    const spent = cpuTime();
    expect(checkLine(JSON.stringify({ prompt: 'q', responses, ranking: [0] })).problems.length).toBe(50);
    expect(spent()).toBeLessThan(20_000);
  });
});

describe('what does not belong into a completion', () => {
  const prompt = 'Write a poem about the sea, with four lines, and no rhymes.';

  it('is the prompt, as a whole', () => {
    expect(codes(prompt, `${prompt}\nThe sea is wide.`, 'Waves.')).toEqual(['prompt-repeated']);
    expect(codes(prompt, `Sure!\n${prompt}\nThe sea.`, 'Waves.')).toEqual(['prompt-repeated']);
    expect(codes(prompt, `You asked me: ${prompt} Here it is.`, 'Waves.')).toEqual([]);
    expect(codes('The sea?', 'The sea? It is wide.', 'Waves.')).toEqual([]);
  });

  it.each([
    'Blue.\n\nHuman: And the grass?',
    'Blue.\n\n### Response: Green.',
    'Blue.<|im_end|>',
    '<|assistant|>Blue.',
    '[INST] Blue. [/INST]',
    'Blue.<end_of_turn>',
  ])('is a mark of a speaker: %j', (text) => {
    expect(codes('q', text, 'Green.')).toEqual(['role-mark']);
  });

  it.each([
    'Human: a word',
    'The user: he who uses.',
    'Notes\nAssistant: somebody who helps',
    'a <b> c',
    'x | user | y',
  ])('is not prose that has such words: %j', (text) => {
    expect(codes('q', text, 'Green.')).toEqual([]);
  });
});
