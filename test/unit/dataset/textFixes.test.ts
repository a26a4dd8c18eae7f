import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGroup } from '../../../extension/dataset/checkGroup.ts';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { applyEdits, fixed } from './expectProblems.ts';

const question = 'Write a poem about the sea, with four lines, and no rhymes.';
const record = (responses: readonly unknown[], more: object = {}) =>
  JSON.stringify({ prompt: question, responses, ranking: [0], ...more });
const firstOf = (line: string) => JSON.parse(line).responses[0];
const fixesOf = (line: string) => checkLine(line).problems.flatMap(({ fixes }) => fixes);

describe('a mark at the end of a completion', () => {
  it.each([
    ['Blue.<|im_end|>', 'Blue.'],
    ['Blue.<|eot_id|>\n', 'Blue.'],
    ['Blue. </s>', 'Blue. '],
    ['Blue.\n<end_of_turn>', 'Blue.\n'],
    ['Blue.<|im_end|>\n<|endoftext|></s>', 'Blue.'],
    ['😀 "blue"\\\u00fc<|user|>', '😀 "blue"\\\u00fc'],
    ['Old is <s>red</s>, new blue.<|end|>', 'Old is <s>red</s>, new blue.'],
  ])('is removed, and nothing else: %j', (text, rest) => {
    const line = fixed(record([text, 'Green.']), 'role-mark');
    expect(firstOf(line)).toBe(rest);
    expect(checkLine(line).problems).toEqual([]);
  });

  it('is removed from escapes as they are written', () => {
    const line = record(['x', 'Green.']).replace('"x"', '"\\ud83d\\ude00 \\"a\\"\\u003c|im_end|>\\n"');
    expect(fixed(line, 'role-mark')).toContain('["\\ud83d\\ude00 \\"a\\"", "Green."]'.replace(', ', ','));
  });

  it.each([
    ['a turn goes on after it', 'Blue.<|im_end|>\n<|im_start|>user\nAnd you?'],
    ['another one stands before', '<|im_start|>Blue.<|im_end|>'],
    ['nothing would be left', '<|im_end|>\n<|im_end|>'],
    ['only another one would be left', ' </s> <|im_end|>'],
  ])('stays where %s', (_, text) => {
    const line = record([text, 'Green.']);
    expect(checkLine(line).problems.map(({ code }) => code)).toContain('role-mark');
    expect(fixesOf(line)).toEqual([]);
  });

  it('is none where HTML ends a struck text', () => {
    expect(checkLine(record(['Blue, not <s>red</s>', 'Green.'])).problems).toEqual([]);
  });

  it('stays where the rest would be another completion, as it is or once mended', () => {
    expect(fixesOf(record(['Blue.<|im_end|>', 'Blue.', 'Red.']))).toEqual([]);
    expect(fixesOf(record(['Blue.<|im_end|>', 'blue.</s>', 'Red.']))).toEqual([]);
  });

  it('stays where log-probabilities are of the text with it', () => {
    expect(fixesOf(record(['Blue.<|im_end|>', 'Green.'], { policy_logps: [-1, -2] }))).toEqual([]);
  });

  it('is removed from the last turn of messages, and where prompt and answer are one text', () => {
    const turn = (content: string, more = {}) => [{ role: 'assistant', content, ...more }];
    const messages = record([turn('Blue.<|im_end|>', { name: 'b' }), turn('Green.')]);
    expect(firstOf(fixed(messages, 'role-mark'))).toEqual(turn('Blue.', { name: 'b' }));
    const whole = JSON.stringify({
      chosen: '\n\nHuman: q\n\nAssistant: Blue.</s>',
      rejected: '\n\nHuman: q\n\nAssistant: Green.',
    });
    expect(JSON.parse(fixed(whole, 'role-mark')).chosen).toBe('\n\nHuman: q\n\nAssistant: Blue.');
  });

  it('stays where two texts of a turn are the same', () => {
    const twice = [{ role: 'assistant', content: 'Blue.</s>', raw: 'Blue.</s>' }];
    expect(fixesOf(record([twice, 'Green.']))).toEqual([]);
  });

  it('is looked for in linear time', () => {
    const spent = cpuTime();
    for (const text of ['<|im_end|>'.repeat(200_000), '\n'.repeat(200_000)])
      checkLine(record([`${text}x`, `${question}${text}y`, 'Green.']));
    expect(spent()).toBeLessThan(5_000);
  });
});

describe('a prompt at the start of a completion', () => {
  it.each([
    [`${question}\n\nWide it is.`, '\n\nWide it is.'],
    [` \n${question} Wide it is.`, ' Wide it is.'],
  ])('is removed, and nothing else: %j', (text, rest) => {
    const line = fixed(record([text, 'Waves.']), 'prompt-repeated');
    expect(firstOf(line)).toBe(rest);
    expect(checkLine(line).problems).toEqual([]);
  });

  it('goes with the line feed that is its own', () => {
    const line = record([`${question}\nWide.`, 'Waves.'], { prompt: `${question}\n` });
    expect(firstOf(fixed(line, 'prompt-repeated'))).toBe('Wide.');
  });

  it('is removed as it is written', () => {
    const prompt = 'Say "\u00e9", then a smile 😀, then a backslash \\, and then no more.';
    const line = JSON.stringify({ prompt, responses: [`${prompt}\tYes.`, 'No.'], ranking: [0] });
    const escaped = line.replaceAll('\u00e9', '\\u00e9').replaceAll('😀', '\\ud83d\\ude00');
    for (const one of [line, escaped]) expect(firstOf(fixed(one, 'prompt-repeated'))).toBe('\tYes.');
  });

  it.each([
    ['words stand before it', `Sure!\n${question}\nWide.`],
    ['nothing would be left', `${question}\n`],
    ['it stands there again', `${question}\n${question}\nWide.`],
    ['only a mark would be left', `${question}<|im_end|>`],
  ])('stays where %s', (_, text) => {
    const line = record([text, 'Waves.']);
    const repeated = checkLine(line).problems.filter(({ code }) => code === 'prompt-repeated');
    expect(repeated).toMatchObject([{ fixes: [] }]);
  });

  it('stays where it ends inside of a word', () => {
    const prompt = question.slice(0, -2);
    expect(fixesOf(record([`${question.slice(0, -1)}ters.`, 'Waves.'], { prompt }))).toEqual([]);
  });
});

it('in a record of several lines the edit is in the line of the answer', () => {
  const line = (response: string, helpfulness: number) =>
    JSON.stringify({ prompt: question, response, helpfulness, correctness: 1 });
  const text = [line('Green 😀.', 3), line('Blue.<|im_end|>', 1), line('Red.', 2)].join('\n');
  const { problems, examples } = checkGroup(text);
  expect(examples).toHaveLength(1);
  const [{ code, fixes }] = problems;
  expect(code).toBe('role-mark');
  expect(applyEdits(text, fixes[0].edits)).toBe(text.replace('<|im_end|>', ''));
});

it('any completions: a fix mends its problem and brings no other, all of a kind at once do', () => {
  const part = fc.constantFrom(
    ...['Blue', 'blue.', ' ', '\n', '😀', '"', '\\', 'A longer sentence that says a little more than that.'],
    ...['<|im_end|>', '</s>', '<s>', '[/INST]', question, `${question}\n`, '\n\nHuman: ', '\ud83d'],
  );
  const text = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
  const shapes = [
    (prompt: string, [a, b, ...others]: string[]) => ({ prompt, responses: [a, b, ...others], ranking: [1] }),
    (prompt: string, [a, b]: string[]) => ({ prompt, chosen: a, rejected: b }),
    (prompt: string, [a, b]: string[]) => ({ chosen: `${prompt} ${a}`, rejected: `${prompt} ${b}` }),
    (prompt: string, [a, b]: string[]) => ({
      chosen: `\n\nHuman: ${prompt}\n\nAssistant: ${a}`,
      rejected: `\n\nHuman: ${prompt}\n\nAssistant: ${b}`,
    }),
    (prompt: string, [a, b]: string[]) => ({
      prompt: [{ role: 'user', content: prompt }],
      chosen: [{ role: 'assistant', content: a }],
      rejected: [{ role: 'assistant', content: b }],
    }),
  ];
  const counts = (line: string) => {
    const byCode: Record<string, number> = {};
    for (const { code } of checkLine(line).problems) byCode[code] = (byCode[code] ?? 0) + 1;
    return byCode;
  };
  const mended = { 'role-mark': 0, 'prompt-repeated': 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...shapes),
      fc.constantFrom(question, `${question}\n`, 'Colour?'),
      fc.array(text, { minLength: 2, maxLength: 4 }),
      (shape, prompt, answers) => {
        const line = JSON.stringify(shape(prompt, answers));
        const before = counts(line);
        for (const code of ['role-mark', 'prompt-repeated'] as const) {
          const found = checkLine(line).problems.filter((one) => one.code === code && one.fixes.length > 0);
          const ways = found.map(({ fixes }) => [fixes[0].edits]);
          for (const edits of [...ways, ways.flat()].map((way) => way.flat())) {
            if (edits.length === 0) continue;
            mended[code]++;
            const after = counts(applyEdits(line, edits));
            expect(after[code] ?? 0, line).toBe(before[code] - edits.length);
            for (const other of Object.keys(after))
              expect([other, after[other] <= (before[other] ?? 0)], line).toEqual([other, true]);
          }
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(Math.min(...Object.values(mended))).toBeGreaterThan(100);
});
