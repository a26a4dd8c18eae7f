import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGroup } from '../../../extension/dataset/checkGroup.ts';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { formats } from '../../../extension/dataset/formats/index.ts';
import { placeAt } from '../../../extension/dataset/placeAt.ts';
import { catalogue } from '../../../extension/dataset/problems.ts';
import { published } from './published.ts';

/** CHECK_LINES=300000 for a long run. */
const numRuns = Number(process.env.CHECK_LINES ?? 6000);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const values = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    'x',
    'N/A',
    '7',
    [],
    {},
    [[]],
    [null],
    ['a', 1],
    [{}],
  ),
  fc.constantFrom<Json>(
    [{ role: 'user', content: 'q' }],
    { role: 'assistant', content: 'a' },
    { text: 'a', replies: [] },
  ),
  fc.constantFrom<Json>(
    '<extra_id_1>User\n',
    '\n\nHuman: a',
    '<|assistant|>',
    '["a"]',
    '[1',
    '\ud83d',
    '__proto__',
  ),
);

/** Every place in a value, as functions that put something else there, or take it out. */
function changes(value: Json): ((other: Json | undefined) => void)[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    (other: Json | undefined) => {
      const holder = value as Record<string, Json>;
      if (other !== undefined) holder[key] = other;
      else if (Array.isArray(value)) value.splice(Number(key), 1);
      else delete holder[key];
    },
    ...changes((value as Record<string, Json>)[key]),
  ]);
}

/** A published record with one to three of its pieces replaced, taken out, or renamed to another's. */
const broken = fc
  .tuple(
    fc.constantFrom(...published),
    fc.array(fc.tuple(fc.nat(), fc.option(values, { nil: undefined })), { minLength: 1, maxLength: 3 }),
  )
  .map(([{ record, chosen }, edits]) => {
    const copy = JSON.parse(JSON.stringify(record)) as Json;
    for (const [which, other] of edits) {
      const all = changes(copy);
      if (all.length > 0) all[which % all.length](structuredClone(other));
    }
    return { line: JSON.stringify(copy), chosen };
  });

function expectSound(text: string, { examples, problems }: ReturnType<typeof checkLine>): void {
  for (const { start, end, code, message } of problems) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(catalogue).toHaveProperty(code);
    expect(message).not.toMatch(/undefined|\[object|NaN/);
  }
  for (const { completions, tiers, places, scores, prompt } of examples) {
    expect(completions.length).toBeGreaterThanOrEqual(2);
    expect(tiers.flat().sort((a, b) => a - b)).toEqual([...completions.keys()]);
    expect(places.completions).toHaveLength(completions.length);
    expect(scores?.length ?? completions.length).toBe(completions.length);
    const kinds = new Set([prompt, ...completions].map((one) => typeof one));
    expect(kinds.size, 'texts and turns are not mixed').toBe(1);
  }
}

describe('a published record that somebody broke', () => {
  it('is an example, or tells why not, at a place within the line', () => {
    let [read, told] = [0, 0];
    fc.assert(
      fc.property(broken, ({ line, chosen }) => {
        const checked = checkLine(line, { reading: { chosen } });
        expectSound(line, checked);
        for (const example of checked.examples)
          for (let offset = 0; offset < line.length; offset += 31) placeAt(line, example, offset);
        if (checked.examples.length > 0) read++;
        if (checked.problems.length > 0) told++;
      }),
      { numRuns },
    );
    expect(read).toBeGreaterThan(numRuns / 10);
    expect(told).toBeGreaterThan(numRuns / 10);
  });

  it('is held to any format that a person names', () => {
    fc.assert(
      fc.property(broken, fc.constantFrom(...formats), ({ line, chosen }, { name }) => {
        expectSound(line, checkLine(line, { reading: { format: name, chosen } }));
      }),
      { numRuns },
    );
  });

  it('may stand in a group with others', () => {
    const grouped = formats.filter(({ group }) => group).map(({ name }) => name);
    fc.assert(
      fc.property(
        fc.array(broken, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(...grouped),
        (some, format) => {
          const text = some.map(({ line }) => line).join('\n');
          expectSound(text, checkGroup(text, { reading: { format } }));
          expectSound(text, checkGroup(text));
        },
      ),
      { numRuns: numRuns / 2 },
    );
  });

  it('may be read by columns that do not fit it', () => {
    const fields = fc.constantFrom(
      'prompt',
      'chosen',
      'rejected',
      'info.post',
      'answers',
      'completions',
      'a.0.b',
      '__proto__',
    );
    const names = fc.oneof(fields, fc.array(fields, { minLength: 1, maxLength: 3 }));
    const columns = fc.record(
      {
        prompt: names,
        completions: names,
        text: fields,
        ranking: fields,
        from: fc.constantFrom(0 as const, 1 as const),
        ranks: names,
        scores: names,
        best: fc.constantFrom('lowest' as const, 'highest' as const),
        preference: fields,
        slices: fc.array(fields, { maxLength: 2 }),
      },
      { requiredKeys: ['prompt', 'completions'] },
    );
    fc.assert(
      fc.property(broken, columns, ({ line }, given) => {
        expectSound(line, checkLine(line, { reading: { columns: given } }));
      }),
      { numRuns },
    );
  });
});
