import { describe, expect, it } from 'vitest';
import { chatTemplateOf } from '../../../extension/model/chatTemplate.ts';
import { strftime } from '../../../extension/model/strftime.ts';
import { openTextToTokens } from '../../../extension/model/textToTokens.ts';
import { readTokenizerFiles } from '../../../extension/model/tokenizerFiles.ts';
import { chatTemplate, now } from '../../fixtures/chat/template.ts';
import { folderWith } from '../../fixtures/onnx/modelFolder.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const hello = [{ role: 'user', content: 'Q' }];

/** What a folder's template makes of one turn; with tools too. */
async function rendered(files: Readonly<Record<string, string | object>>, tools?: unknown) {
  const folder = folderWith({ 'tokenizer.json': tinyTokenizer(), ...files });
  const template = chatTemplateOf(await readTokenizerFiles(folder), {}, now);
  return template?.render(hello, { generationPrompt: true, tools });
}

describe('where the template comes from', () => {
  const list = [
    { name: 'default', template: 'usual' },
    { name: 'tool_use', template: 'with {{ tools[0].name }}' },
    { name: 3 },
  ];
  const tools = [{ name: 'T' }];

  it('tokenizer_config.json: a text or a list of named ones', async () => {
    expect(await rendered({ 'tokenizer_config.json': { chat_template: 'one' } }, tools)).toBe('one');
    expect(await rendered({ 'tokenizer_config.json': { chat_template: list } })).toBe('usual');
    expect(await rendered({ 'tokenizer_config.json': { chat_template: list } }, tools)).toBe('with T');
    const only = [{ name: 'chat', template: 'the only one' }];
    expect(await rendered({ 'tokenizer_config.json': { chat_template: only } })).toBe('the only one');
  });

  it('chat_template.jinja before it, with the named ones of additional_chat_templates', async () => {
    const files = {
      'tokenizer_config.json': { chat_template: 'not this' },
      'chat_template.jinja': '\uFEFFa file',
      'additional_chat_templates/tool_use.jinja': 'a file with {{ tools[0].name }}',
    };
    expect(await rendered(files)).toBe('a file');
    expect(await rendered(files, tools)).toBe('a file with T');
  });

  it('chat_template.json, then genai_config.json, after it', async () => {
    const genai = { 'genai_config.json': { model: {}, chat_template: 'genai' } };
    expect(await rendered(genai)).toBe('genai');
    expect(await rendered({ ...genai, 'chat_template.json': { chat_template: 'processor' } })).toBe(
      'processor',
    );
    expect(await rendered({ ...genai, 'tokenizer_config.json': { chat_template: 'config' } })).toBe('config');
  });

  it('nowhere', async () => {
    expect(await rendered({})).toBeUndefined();
    expect(await rendered({ 'tokenizer_config.json': { chat_template: [] } })).toBeUndefined();
  });
});

describe('what a template may use', () => {
  const render = (source: string) =>
    chatTemplate(source).render(hello, { generationPrompt: false, tools: undefined });

  it('its names are those of transformers', () => {
    expect(render('{{ bos_token }}{{ eos_token }}{{ tools is none }}{{ add_generation_prompt }}')).toMatch(
      /^<s><\/s>true ?false$/i,
    );
    expect(render('{{ not_there }}{{ not_there is defined }}')).toMatch(/^false$/i);
    expect(render('{% for i in range(3, 0, -1) %}{{ i }}{% endfor %}{{ range(2) | length }}')).toBe('3212');
    expect(render('{%- generation %}x{%- endgeneration %}')).toBe('x');
  });

  it('the clock stands still and speaks English', () => {
    expect(render('{{ strftime_now("%A, %d %b %Y, %-d %B, %H:%M %I %p %y %F %% %Q") }}')).toBe(
      'Monday, 23 Nov 2026, 23 November, 14:05 02 PM 26 2026-11-23 % %Q',
    );
    expect(strftime(new Date(2026, 0, 5, 0, 7), '%d %-d %e %I')).toBe('05 5  5 12');
  });
});

describe('the fingerprint', () => {
  const of = async (files: Readonly<Record<string, string | object>>) =>
    (await openTextToTokens(folderWith({ 'tokenizer.json': tinyTokenizer(), ...files }))).fingerprint;

  it('is the same for a copy of tokenizer files, and needs no graph', async () => {
    expect(await of({})).toBe(await of({}));
    expect(await of({ 'onnx/model.onnx': 'anything' })).toBe(await of({}));
  });

  it('is another for another tokenizer, template or context', async () => {
    const folders: Readonly<Record<string, string | object>>[] = [
      {},
      { 'tokenizer.json': tinyTokenizer({ bos: true }) },
      { 'tokenizer_config.json': { eos_token: '</s>' } },
      { 'chat_template.jinja': 'x' },
      { 'config.json': { max_position_embeddings: 64 } },
      { 'chat_template.jinja': '{{ strftime_now("%Y") }}' },
    ];
    const all = await Promise.all(folders.map(of));
    expect(new Set(all).size).toBe(all.length);
  });

  it('names the clock only where a template reads it', () => {
    expect(chatTemplate('x').clock).toBeUndefined();
    expect(chatTemplate('{{ strftime_now("%d %b %Y") }}').clock).toBe('2026-11-23');
    expect(chatTemplate('{{ strftime_now("%H") }}').clock).toBe('2026-11-23 14:05');
  });
});
