import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../extension/dataset/example.ts';
import { openChat } from '../../../extension/model/chatText.ts';
import { chatTemplate, type TemplateName, templateSource } from '../../fixtures/chat/template.ts';

const user = (content: string): Turn => ({ role: 'user', content });
const assistant = (content: string): Turn => ({ role: 'assistant', content });
const system = (content: string): Turn => ({ role: 'system', content });

/** [prompt, completion], or the reason. */
function texts(
  source: string,
  prompt: readonly Turn[],
  completion: readonly Turn[],
  { tools, trl = false }: { tools?: unknown; trl?: boolean } = {},
) {
  const chat = openChat(chatTemplate(source), prompt, tools, trl)(completion);
  if (!chat.ok) return chat.reason;
  expect(chat.prompt + chat.completion).toBe(chat.whole);
  return [chat.prompt, chat.completion, ...(chat.note ? [chat.note] : [])];
}

const named = (name: TemplateName, ...rest: [readonly Turn[], readonly Turn[], object?]) =>
  texts(templateSource(name), ...rest);

const llamaSystem =
  '<s><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\nToday Date: 23 Nov 2026\n\n<|eot_id|>';

describe('the border of one question and its answer', () => {
  const expected: Record<TemplateName, readonly [prompt: string, completion: string]> = {
    chatml: [
      '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n',
      'A<|im_end|>\n',
    ],
    deepseekR1: ['<s><｜User｜>Q<｜Assistant｜>', 'A<｜end▁of▁sentence｜>'],
    gemma: ['<s><start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\n', 'A<end_of_turn>\n'],
    llama3: [
      `${llamaSystem}<|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n`,
      'A<|eot_id|>',
    ],
    mistral: ['<s>[INST] Q[/INST]', ' A</s>'],
    phi3: ['<|user|>\nQ<|end|>\n<|assistant|>\n', 'A<|end|>\n</s>'],
    qwen3: ['<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n', '<think>\n\n</think>\n\nA<|im_end|>\n'],
    vicuna: ['USER: Q ASSISTANT:', ' A</s>'],
    zephyr: ['<|user|>\nQ</s>\n<|assistant|>\n', 'A</s>\n'],
  };
  it.each(Object.entries(expected))('%s', (name, [prompt, completion]) => {
    expect(named(name as TemplateName, [user('Q')], [assistant('A')])).toEqual([prompt, completion]);
  });
});

describe('several turns', () => {
  const history = [user('Q1'), assistant('A1'), user('Q2')];

  it('lie in the prompt, the last one alone is scored', () => {
    for (const name of [
      'chatml',
      'deepseekR1',
      'gemma',
      'llama3',
      'mistral',
      'phi3',
      'qwen3',
      'vicuna',
      'zephyr',
    ] as const) {
      const [prompt, completion] = named(name, history, [assistant('A2')]);
      expect(prompt, name).toMatch(/Q1[\s\S]*A1[\s\S]*Q2/);
      expect(completion, name).toMatch(/^[^QA]*A2[^QA]*$/);
    }
  });

  it('that the template strips of their thinking, in prompt and conversation alike', () => {
    const thought = [user('Q1'), assistant('<think>\nT1\n</think>\n\nA1'), user('Q2')];
    for (const name of ['qwen3', 'deepseekR1'] as const) {
      const [prompt, completion] = named(name, thought, [assistant('A2')]);
      expect(prompt, name).not.toContain('T1');
      expect(prompt, name).toMatch(/Q1[\s\S]*A1[\s\S]*Q2/);
      expect(completion, name).toContain('A2');
    }
  });

  it('of a system', () => {
    expect(named('chatml', [system('S'), user('Q')], [assistant('A')])).toEqual([
      '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n',
      'A<|im_end|>\n',
    ]);
    expect(named('deepseekR1', [system('S'), user('Q')], [assistant('A')])[0]).toBe(
      '<s>S<｜User｜>Q<｜Assistant｜>',
    );
  });

  it('of a system that moves once the answer stands behind the question: a reason, not a border before the question', () => {
    expect(named('mistral', [system('S'), user('Q')], [assistant('A')])).toMatch(
      /renders prompt and completion in another way/,
    );
  });
});

describe('tools', () => {
  const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }];
  const call: Turn = {
    role: 'assistant',
    content: '',
    tool_calls: [{ type: 'function', function: { name: 'weather', arguments: { city: 'Köln' } } }],
  };

  it('are defined in the prompt, as Python writes JSON', () => {
    const [prompt] = named('chatml', [user('Q')], [call], { tools });
    expect(prompt).toContain(
      '<tools>\n{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}\n</tools>',
    );
  });

  it('are called by a completion without text', () => {
    const [prompt, completion] = named('chatml', [user('Q')], [call], { tools });
    // The header's newline belongs to the call here, so the texts part before it.
    expect(`${prompt}${completion}`).toContain(
      '<|im_start|>assistant\n<tool_call>\n{"name": "weather", "arguments": {"city": "Köln"}}\n</tool_call><|im_end|>\n',
    );
    expect(completion).toMatch(/^<tool_call>/);
    expect(named('llama3', [user('Q')], [call], { tools })[1]).toBe(
      '{"name": "weather", "parameters": {"city": "Köln"}}<|eot_id|>',
    );
  });

  it('answer in the prompt', () => {
    const prompt = [user('Q'), call, { role: 'tool', content: '{"sky": "blue"}' }];
    const [before, after] = named('chatml', prompt, [assistant('A')], { tools });
    expect(before).toMatch(
      /<tool_response>\n\{"sky": "blue"\}\n<\/tool_response><\|im_end\|>\n<\|im_start\|>assistant\n$/,
    );
    expect(after).toBe('A<|im_end|>\n');
  });

  it('answer inside a completion of several turns', () => {
    const completion = [call, { role: 'tool', content: 'blue' }, assistant('A')];
    const [prompt, rest] = named('chatml', [user('Q')], completion, { tools });
    expect(prompt).toMatch(/assistant\n$/);
    expect(rest).toMatch(/^<tool_call>[\s\S]*blue[\s\S]*A<\|im_end\|>\n$/);
  });

  it('that the template cannot write: its own words', () => {
    const two = { ...call, tool_calls: [0, 1].map(() => ({ function: { name: 'f', arguments: {} } })) };
    expect(named('llama3', [user('Q')], [two], { tools })).toBe(
      'the chat template refuses the conversation: This model only supports single tool-calls at once!',
    );
  });
});

describe('thinking', () => {
  const thought = '<think>\nT\n</think>\n\nA';

  it('is scored where the template keeps it, spaced as the template does', () => {
    const kept = ['<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n', `${thought}<|im_end|>\n`];
    for (const content of [thought, '<think>T</think>A']) {
      expect(named('qwen3', [user('Q')], [assistant(content)])).toEqual(kept);
    }
    expect(named('qwen3', [user('Q')], [{ ...assistant('A'), reasoning_content: 'T' }])).toEqual(kept);
  });

  it('is scored as written where the template leaves it out, and the note says so', () => {
    const note = expect.stringContaining('leaves out how a completion begins');
    const prompt = '<s><｜User｜>Q<｜Assistant｜><think>\n';
    const rest = 'T\n</think>\n\nA<｜end▁of▁sentence｜>';
    // With the opening tag that the generation prompt has already, and without it.
    for (const content of [thought, thought.slice('<think>\n'.length)]) {
      expect(named('deepseekR1', [user('Q')], [assistant(content)])).toEqual([prompt, rest, note]);
    }
  });

  it("is what the template leaves of it under TRL's border", () => {
    expect(
      openChat(
        chatTemplate(templateSource('deepseekR1')),
        [user('Q')],
        undefined,
        true,
      )([assistant(thought)]),
    ).toMatchObject({
      prompt: '<s><｜User｜>Q<｜Assistant｜><think>\n',
      whole: '<s><｜User｜>Q<｜Assistant｜>\n\nA<｜end▁of▁sentence｜>',
    });
  });

  it('alone, or in a turn before the last, is nothing that can be scored where the template leaves it out', () => {
    const changed = /writes the completion in another way/;
    expect(named('deepseekR1', [user('Q')], [assistant('<think>\nT\n</think>')])).toMatch(changed);
    expect(named('deepseekR1', [user('Q')], [assistant(thought), user('more'), assistant('B')])).toMatch(
      changed,
    );
  });
});

describe('a prompt that ends in the words of the assistant', () => {
  it('is gone on with, in one turn', () => {
    const prompt = [user('Q'), assistant('Sure, ')];
    expect(named('chatml', prompt, [assistant('here')])).toEqual([
      expect.stringMatching(/<\|im_start\|>assistant\nSure, $/),
      'here<|im_end|>\n',
    ]);
    // A template that trims what stands at the end leaves the space to the completion.
    expect(named('gemma', prompt, [assistant('here')])).toEqual([
      '<s><start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\nSure,',
      ' here<end_of_turn>\n',
    ]);
    expect(named('mistral', prompt, [assistant('here')])).toEqual(['<s>[INST] Q[/INST] Sure,', ' here</s>']);
  });

  it('that are none yet', () => {
    expect(named('chatml', [user('Q'), assistant('')], [assistant('A')])).toEqual(
      named('chatml', [user('Q')], [assistant('A')]),
    );
  });

  it('in the middle of a thought that the template moves: a reason', () => {
    expect(
      named('qwen3', [user('Q'), assistant('<think>\nLet me')], [assistant(' see\n</think>\n\nA')]),
    ).toMatch(/in another way/);
  });
});

describe('templates that refuse', () => {
  it('say why', () => {
    expect(named('gemma', [system('S'), user('Q')], [assistant('A')])).toBe(
      'the chat template refuses the conversation: System role not supported',
    );
    expect(named('gemma', [user('Q'), user('Q')], [assistant('A')])).toContain('roles must alternate');
    expect(named('mistral', [user('Q'), user('Q')], [assistant('A')])).toContain('roles must alternate');
  });

  it('or that the interpreter cannot run, or that never end', () => {
    expect(texts('{{ messages | no_such_filter }}', [user('Q')], [assistant('A')])).toMatch(
      /^the chat template cannot be run on the conversation: /,
    );
    expect(texts('{% for i in range(100000000) %}x{% endfor %}', [user('Q')], [assistant('A')])).toMatch(
      /cannot be run on the conversation: range of 100000000 steps/,
    );
  });

  it('or that change what the completion says', () => {
    const shouting =
      '{% for m in messages %}[{{ m.content | upper }}]{% endfor %}{% if add_generation_prompt %}[{% endif %}';
    expect(texts(shouting, [user('q')], [assistant('a')])).toMatch(/writes the completion in another way/);
  });
});

describe('a completion that looks like something else', () => {
  it('starts like the generation prompt, or says what the prompt says', () => {
    expect(named('deepseekR1', [user('think')], [assistant('<think> is a tag')])[1]).toBe(
      '<think> is a tag<｜end▁of▁sentence｜>',
    );
    expect(named('chatml', [user('A')], [assistant('A')])[1]).toBe('A<|im_end|>\n');
    expect(named('deepseekR1', [user('A')], [assistant('A')])).toEqual([
      '<s><｜User｜>A<｜Assistant｜>',
      'A<｜end▁of▁sentence｜>',
    ]);
  });

  it('is a letter of what the template writes around it', () => {
    for (const content of ['e', 'A', '<', 'assistant']) {
      expect(named('deepseekR1', [user(content)], [assistant(content)])).toEqual([
        `<s><｜User｜>${content}<｜Assistant｜>`,
        `${content}<｜end▁of▁sentence｜>`,
      ]);
      expect(named('chatml', [user('Q'), assistant(content)], [assistant(content)])[1]).toBe(
        `${content}<|im_end|>\n`,
      );
    }
  });

  it('begins with half of a character that the generation prompt shares', () => {
    const smiling =
      '{% for m in messages %}[{{ m.content }}]{% endfor %}{% if add_generation_prompt %}[😀{% endif %}';
    expect(texts(smiling, [user('Q')], [assistant('😁')])).toEqual(['[Q][', '😁]']);
  });
});
