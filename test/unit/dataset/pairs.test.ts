import { describe, expect, test } from 'vitest';
import { exampleOf, expectProblems } from './expectProblems.ts';

const user = (content: string) => `{"role": "user", "content": "${content}"}`;
const assistant = (content: string) => `{"role": "assistant", "content": "${content}"}`;
const asks = { role: 'user', content: 'q' };
const says = (content: string) => ({ role: 'assistant', content });

describe('a pair with its prompt', () => {
  test('as text', () => {
    const example = exampleOf('{"prompt": "The sky is", "chosen": " blue.", "rejected": " green."}');
    expect(example).toMatchObject({ format: 'pair', prompt: 'The sky is', tiers: [[0], [1]] });
    expect(example.completions).toEqual([' blue.', ' green.']);
  });

  test('as messages', () => {
    const example = exampleOf(
      `{"prompt": [${user('q')}], "chosen": [${assistant('a')}], "rejected": [${assistant('b')}]}`,
    );
    expect(example.prompt).toEqual([asks]);
    expect(example.completions).toEqual([[says('a')], [says('b')]]);
  });

  test('messages beside text become a conversation', () => {
    const mixed = [
      `{"prompt": [${user('q')}], "chosen": "a", "rejected": "b"}`,
      `{"prompt": "q", "chosen": [${assistant('a')}], "rejected": [${assistant('b')}]}`,
      `{"prompt": "q", "chosen": ${assistant('a')}, "rejected": ${assistant('b')}}`,
      `{"prompt": "q", "responses": ["a", [${assistant('b')}]], "ranking": [0]}`,
    ];
    for (const line of mixed) {
      const example = exampleOf(line);
      expect(example.prompt).toEqual([asks]);
      expect(example.completions).toEqual([[says('a')], [says('b')]]);
    }
  });

  test('UltraFeedback repeats the conversation before each answer', () => {
    const line = `{"prompt": "q", "chosen": [${user('q')}, ${assistant('a')}], "rejected": [${user('q')}, ${assistant('b')}], "score_chosen": 8.5}`;
    const example = exampleOf(line);
    expect(example.prompt).toEqual([asks]);
    expect(example.completions).toEqual([[says('a')], [says('b')]]);
    expect(example.places.completions[1]).toEqual({ path: ['rejected'], from: 1 });
    expect(example.slices).toEqual({ score_chosen: 8.5 });
  });

  test('so do messages whose prompt stands beside them', () => {
    const turns = `${user('q')}, ${assistant('hm')}, ${user('and')}`;
    const example = exampleOf(
      `{"prompt": [${turns}], "chosen": [${turns}, ${assistant('a')}], "rejected": [${assistant('b')}]}`,
    );
    expect(example.prompt).toHaveLength(3);
    expect(example.completions).toEqual([[says('a')], [says('b')]]);
  });

  test.each([
    ['rejected missing', '«{»"prompt": "q", "chosen": "a"}', 'too-few-responses'],
    ['rejected null', '{"prompt": "q", "chosen": "a", "rejected": «null»}', 'too-few-responses'],
    ['chosen empty', '{"prompt": "q", "chosen": «""», "rejected": "b"}', 'response-empty'],
    ['chosen of no messages', `{"prompt": "q", "chosen": «[]», "rejected": "b"}`, 'response-empty'],
    ['identical', '{"prompt": "q", "chosen": "a", "rejected": «"a"»}', 'responses-identical'],
    ['a list of texts', '{"prompt": "q", "chosen": [«"a"»], "rejected": "b"}', 'message-malformed'],
    [
      'another conversation',
      `{"prompt": «"q"», "chosen": [${user('x')}, ${assistant('a')}], "rejected": [${user('x')}, ${assistant('b')}]}`,
      'prompt-differs',
    ],
    [
      'ends on the user',
      `{"prompt": "q", "chosen": [${assistant('a')}, «${user('thanks')}»], "rejected": "b"}`,
      'last-turn-not-assistant',
    ],
    [
      'an empty answer after a prompt',
      `{"prompt": "q", "chosen": [${user('q')}, «${assistant('')}»], "rejected": [${user('q')}, ${assistant('b')}]}`,
      'response-empty',
    ],
  ])('%s', (_, line, code) => expectProblems(line, code));

  test("TRL's log-probs", () => {
    const line = '{"prompt": "q", "chosen": "a", "rejected": "b"';
    const example = exampleOf(
      `${line}, "ref_chosen_logps": -1, "ref_rejected_logps": -2, "policy_chosen_logps": -3, "policy_rejected_logps": -4}`,
    );
    expect(example.referenceLogps).toEqual([-1, -2]);
    expect(example.policyLogps).toEqual([-3, -4]);
    expect(example.slices).toEqual({});
    expect(
      exampleOf(`${line}, "reference_chosen_logps": -1, "reference_rejected_logps": -2}`).referenceLogps,
    ).toEqual([-1, -2]);
    expectProblems(`${line}, "ref_chosen_logps": «-1»}`, 'logps-length');
    expectProblems(`${line}, "ref_chosen_logps": -1, "ref_rejected_logps": «"x"»}`, 'logps-not-finite');
  });
});

describe('a pair whose common start is the prompt', () => {
  test('conversations part after what they share', () => {
    const start = `${user('q')}, ${assistant('hm')}, ${user('and')}`;
    const example = exampleOf(
      `{"chosen": [${start}, ${assistant('a')}], "rejected": [${start}, ${assistant('b')}]}`,
    );
    expect(example.format).toBe('implicit-pair');
    expect(example.prompt).toHaveLength(3);
    expect(example.completions).toEqual([[says('a')], [says('b')]]);
  });

  test('an answer may hold calls of tools', () => {
    const call =
      '{"role": "assistant", "content": null, "tool_calls": [{"function": {"name": "f", "arguments": {}}}]}';
    const result = '{"role": "tool", "content": "4"}';
    const example = exampleOf(
      `{"chosen": [${user('q')}, ${call}, ${result}, ${assistant('a')}], "rejected": [${user('q')}, ${assistant('b')}], "tools": "[{\\"name\\": \\"f\\"}]"}`,
    );
    expect(example.prompt).toEqual([asks]);
    expect(example.completions[0]).toHaveLength(3);
    expect(example.completions[0][0]).toMatchObject({
      content: '',
      tool_calls: [{ function: { name: 'f' } }],
    });
    expect(example.tools).toEqual([{ name: 'f' }]);
    expectProblems(`{"prompt": "q", "chosen": "a", "rejected": "b", "tools": «"[{"»}`, 'tools-malformed');
  });

  test("hh-rlhf's dialogues are cut after the last Assistant: that follows a blank line", () => {
    const start =
      '\\n\\nHuman: Say Human: and Assistant:\\nAssistant: too\\n\\nAssistant: ok\\n\\nHuman: more\\n\\nAssistant:';
    const example = exampleOf(`{"chosen": "${start} yes", "rejected": "${start} no"}`);
    expect(example.prompt).toBe(JSON.parse(`"${start}"`));
    expect(example.completions).toEqual([' yes', ' no']);
  });

  test.each([
    [
      'empty last turn',
      '{"chosen": "\\n\\nHuman: q\\n\\nAssistant:« »", "rejected": "\\n\\nHuman: q\\n\\nAssistant: b"}',
      'response-empty',
    ],
    [
      'nothing at all after it',
      '{"chosen": "\\n\\nHuman: q\\n\\nAssistant:«"», "rejected": "\\n\\nHuman: q\\n\\nAssistant: b"}',
      'response-empty',
    ],
    [
      'prompts differ inside',
      '{"chosen": "\\n\\nHuman: \\u0071\\n\\nAssistant: a", "rejected": "\\n\\nHuman: «x\\n\\nAssistant:» b"}',
      'prompt-differs',
    ],
    [
      'one side has another round',
      '{"chosen": "\\n\\nHuman: q\\n\\nAssistant:« a\\n\\nHuman: r\\n\\nAssistant:» b", "rejected": "\\n\\nHuman: q\\n\\nAssistant: c"}',
      'prompt-differs',
    ],
    [
      'ends on Human',
      '{"chosen": "\\n\\nHuman: q\\n\\nAssistant: a\\n\\n«Human: r»", "rejected": "\\n\\nHuman: q\\n\\nAssistant: c"}',
      'last-turn-not-assistant',
    ],
    [
      'no answer',
      '{"chosen": «"\\n\\nHuman: q"», "rejected": "\\n\\nHuman: q\\n\\nAssistant: c"}',
      'last-turn-not-assistant',
    ],
    [
      'conversations differ before the answer',
      `{"chosen": [${user('q')}, ${assistant('a')}], "rejected": [«${user('x')}», ${assistant('b')}]}`,
      'prompt-differs',
    ],
    [
      'a conversation ends on the user',
      `{"chosen": [${user('q')}, ${assistant('a')}], "rejected": [${user('q')}, ${assistant('b')}, «${user('r')}»]}`,
      'last-turn-not-assistant',
    ],
    [
      'the same conversation twice',
      `{"chosen": [${user('q')}, ${assistant('a')}], "rejected": [${user('q')}, «${assistant('a')}»]}`,
      'responses-identical',
    ],
    ['texts that share nothing', '«{»"chosen": "a", "rejected": "b"}', 'prompt-missing'],
    [
      'answers without a prompt',
      `«{»"chosen": [${assistant('a')}], "rejected": [${assistant('b')}]}`,
      'prompt-missing',
    ],
    ['one side only', '«{»"chosen": "a"}', 'too-few-responses'],
  ])('%s', (_, line, code) => expectProblems(line, code));

  test('plain texts are cut before the space, as TRL does, and never inside a character', () => {
    expect(exampleOf('{"chosen": "The sky is blue.", "rejected": "The sky is green."}')).toMatchObject({
      prompt: 'The sky is',
      completions: [' blue.', ' green.'],
    });
    expect(exampleOf('{"chosen": "So 😀", "rejected": "So 😁"}').completions).toEqual([' 😀', ' 😁']);
    expect(exampleOf('{"chosen": "So😀", "rejected": "So😁"}').completions).toEqual(['😀', '😁']);
  });
});

describe('messages', () => {
  const answers = '"chosen": "a", "rejected": "b"';
  test.each([
    ['ShareGPT name', `{"prompt": [{"role": «"human"», "content": "q"}], ${answers}}`, 'role-unknown'],
    ['unknown role', `{"prompt": [{"role": «"narrator"», "content": "q"}], ${answers}}`, 'role-unknown'],
    ['no role', `{"prompt": [«{"content": "q"}»], ${answers}}`, 'message-malformed'],
    ['role a number', `{"prompt": [{"role": «1», "content": "q"}], ${answers}}`, 'message-malformed'],
    ['no content', `{"prompt": [«{"role": "user"}»], ${answers}}`, 'message-malformed'],
    ['content a number', `{"prompt": [{"role": "user", "content": «4»}], ${answers}}`, 'message-malformed'],
    [
      'an image',
      `{"prompt": [{"role": "user", "content": [{"type": "text", "text": "q"}, «{"type": "image"}»]}], ${answers}}`,
      'image-passed-over',
    ],
    [
      'a sound',
      `{"prompt": [{"role": "user", "content": [{"type": "text", "text": "q"}, «{"type": "audio"}»]}], ${answers}}`,
      'message-malformed',
    ],
    ['text among messages', `{"prompt": [«"q"»], ${answers}}`, 'message-malformed'],
    ['all blank', `{"prompt": «[${user(' ')}]», ${answers}}`, 'prompt-empty'],
    ['user twice', `{"prompt": [${user('q')}, «${user('r')}»], ${answers}}`, 'role-order'],
    [
      'system late',
      `{"prompt": [${user('q')}, «{"role": "system", "content": "s"}», ${user('r')}], ${answers}}`,
      'role-order',
    ],
    ['assistant first', `{"prompt": [«${assistant('hello')}», ${user('q')}], ${answers}}`, 'role-order'],
    [
      'a tool nobody called',
      `{"prompt": [${user('q')}, «{"role": "tool", "content": "4"}»], ${answers}}`,
      'role-order',
    ],
  ])('%s', (_, line, code) => expectProblems(line, code));

  test('parts that are all text are joined', () => {
    const parts = '[{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]';
    expect(exampleOf(`{"prompt": [{"role": "user", "content": ${parts}}], ${answers}}`).prompt).toMatchObject(
      [{ content: 'ab' }],
    );
  });
});
