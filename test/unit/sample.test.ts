import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Message = { readonly role: string; readonly content: string };
interface Example {
  readonly id: string;
  readonly prompt: string | readonly Message[];
  readonly responses: readonly (string | readonly Message[])[];
  readonly ranking: readonly (number | readonly number[])[];
  readonly source: string;
}

const sample = new URL('../../media/sample/', import.meta.url);
const maker = new URL('../../media/sample-maker/', import.meta.url);
const examples = readFileSync(new URL('rankings.jsonl', sample), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): Example => JSON.parse(line));
const flips: readonly { readonly line: number; readonly id: string }[] = JSON.parse(
  readFileSync(new URL('flips.json', maker), 'utf8'),
);
const flipped = new Set(flips.map((flip) => flip.id));

const textOf = (text: string | readonly Message[]) =>
  typeof text === 'string' ? text.trim() : (text[text.length - 1]?.content ?? '');
const tiersOf = (example: Example) => example.ranking.map((tier) => [tier].flat());

describe('the rankings of the sample', () => {
  it('are 300 or more, each with an id, a source and a prompt of its own', () => {
    expect(examples.length).toBeGreaterThanOrEqual(300);
    expect(new Set(examples.map((example) => example.id)).size).toBe(examples.length);
    expect(new Set(examples.map((example) => JSON.stringify(example.prompt))).size).toBe(examples.length);
    expect(new Set(examples.map((example) => example.source))).toEqual(
      new Set(['sorting', 'addition', 'spelling']),
    );
  });

  it('have every K from 2 to 6, ties, partial rankings and conversations', () => {
    expect([...new Set(examples.map((example) => example.responses.length))].sort()).toEqual([2, 3, 4, 5, 6]);
    const tied = examples.filter((example) => example.ranking.some((tier) => typeof tier !== 'number'));
    const partial = examples.filter(
      (example) => example.ranking.flat().length < example.responses.length && example.ranking.length > 0,
    );
    const chats = examples.filter((example) => typeof example.prompt !== 'string');
    for (const some of [tied, partial, chats]) expect(some.length).toBeGreaterThanOrEqual(20);
  });

  it('name each response at most once, by a valid place, and prefer some to others', () => {
    for (const { id, ranking, responses } of examples) {
      const places = ranking.flat();
      expect(new Set(places).size, id).toBe(places.length);
      for (const place of places) expect(responses[place], id).toBeDefined();
      expect(ranking.length > 1 || places.length < responses.length, id).toBe(true);
    }
  });

  it('have no two equal responses in one example, and none that is empty', () => {
    for (const { id, responses } of examples) {
      const texts = responses.map(textOf);
      expect(new Set(texts).size, id).toBe(texts.length);
      expect(texts, id).not.toContain('');
    }
  });

  it('put exactly the right answers first, or last where the ranking is flipped', () => {
    let checked = 0;
    for (const example of examples) {
      const right = example.responses.flatMap((response, i) =>
        isRight(example, textOf(response)) ? [i] : [],
      );
      if (right.length === 0) continue;
      const tiers = tiersOf(example);
      const place = flipped.has(example.id) ? tiers.length - 1 : 0;
      expect([...(tiers[place] ?? [])].sort(), example.id).toEqual(right);
      checked++;
    }
    expect(checked).toBeGreaterThan(examples.length / 2);
  });

  it('are flipped in one of twenty, as listed, which the record does not show', () => {
    expect(flips.length).toBe(Math.round(examples.length * 0.05));
    for (const flip of flips) expect(examples[flip.line - 1]?.id).toBe(flip.id);
    for (const example of examples) {
      expect(Object.keys(example)).toEqual(['id', 'prompt', 'responses', 'ranking', 'source']);
    }
  });
});

describe('the folder of the sample', () => {
  it('holds at most 8 MB', () => {
    expect(bytesIn(sample)).toBeLessThanOrEqual(8_000_000);
  });

  it.each(['policy', 'reference'])('has a whole %s with the same tokenizer and a truthful config', (role) => {
    const folder = new URL(`${role}/`, sample);
    expect(existsSync(new URL('onnx/model.onnx', folder))).toBe(true);
    const tokenizer = readFileSync(new URL('tokenizer.json', folder), 'utf8');
    expect(tokenizer).toBe(readFileSync(new URL('reference/tokenizer.json', sample), 'utf8'));
    const config = JSON.parse(readFileSync(new URL('config.json', folder), 'utf8'));
    const { model } = JSON.parse(tokenizer);
    expect(config.vocab_size).toBe(Object.keys(model.vocab).length);
    expect(config.eos_token_id).toBe(model.vocab['<|endoftext|>']);
  });
});

/** Whether the answer's own numbers or letters are what the question asks for. */
function isRight({ prompt, source }: Example, answer: string): boolean {
  const question = textOf(prompt);
  const given = numbersIn(question);
  if (source === 'spelling') {
    const word = question.match(/[A-Z]{3,6}/)?.[0] ?? '';
    return answer.endsWith(` ${[...word].reverse().join('')}.`) && /backwards|reverse/i.test(answer);
  }
  const found = numbersIn(answer);
  if (source === 'sorting') return found.join() === [...given].sort((a, b) => a - b).join();
  return found.length % 2 === 1 && found[found.length - 1] === given.reduce((sum, n) => sum + n, 0);
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

function bytesIn(folder: URL): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const place = new URL(entry.isDirectory() ? `${entry.name}/` : entry.name, folder);
    return sum + (entry.isDirectory() ? bytesIn(place) : statSync(place).size);
  }, 0);
}
