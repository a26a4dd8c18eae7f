import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relabel } from '../../../extension/dataset/applyDecisions.ts';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import type { Reading } from '../../../extension/dataset/reading.ts';
import { isRefusal, withEdits } from '../../../extension/dataset/relabel/lineEdit.ts';
import { type Tiers, tiersFromRanks } from '../../../extension/preference/ranking.ts';
import { sameTiers } from '../../../extension/preference/sameTiers.ts';
import { published } from './published.ts';

/** The new text, or the reason why there is none. */
function changed(line: string, tiers: Tiers, reading?: Reading): string {
  const result = relabel(line, tiers, reading);
  return isRefusal(result) ? result.reason : withEdits(line, result);
}

describe('Plackett’s own records', () => {
  const record = (field: string) => `{"prompt": "p", "responses": ["a", "b", "c"], ${field}, "x": 1}`;
  test.each<[string, string, Tiers, string]>([
    ['an order', '"ranking": [0, 1, 2]', [[2], [1], [0]], '"ranking": [2, 1, 0]'],
    ['an order without spaces', '"ranking":[0,[1,2]]', [[1, 2], [0]], '"ranking":[[1,2],0]'],
    ['a best one alone: the rest is named', '"ranking": [1]', [[0, 2], [1]], '"ranking": [[0, 2], 1]'],
    ['ranks keep their numbers', '"ranks": [1.0, 5, 5]', [[1, 2], [0]], '"ranks": [5, 1.0, 1.0]'],
    ['ranks of more tiers count on', '"ranks": [1, 5, 5]', [[2], [1], [0]], '"ranks": [3, 2, 1]'],
    [
      'scores stay, an order comes before them',
      '"scores": [3, 2, 1]',
      [[1], [0, 2]],
      '"ranking": [1, [0, 2]], "scores": [3, 2, 1]',
    ],
    [
      'a null is no order',
      '"ranking": null, "scores": [3, 2, 1]',
      [[1], [0, 2]],
      '"ranking": [1, [0, 2]], "scores": [3, 2, 1]',
    ],
    [
      'of two the last counts',
      '"ranking": [0, 1, 2], "ranking": [1, 0, 2]',
      [[2], [0], [1]],
      '"ranking": [0, 1, 2], "ranking": [2, 0, 1]',
    ],
  ])('%s', (_, before, tiers, after) => {
    expect(changed(record(before), tiers)).toBe(record(after));
  });

  test.each<[string, string, string]>([
    ['order-from-1', '[1, 2, 3]', '[3, [1, 2]]'],
    ['ranks', '[1, 2, 3]', '[2, 2, 1]'],
    ['ranks-highest', '[3, 2, 1]', '[1, 1, 2]'],
  ])('a ranking that means %s is written so', (ranking, before, after) => {
    const reading = { chosen: { ranking } };
    expect(changed(record(`"ranking": ${before}`), [[2], [0, 1]], reading)).toBe(
      record(`"ranking": ${after}`),
    );
  });

  test('scores where a ranking means ranks: one rank a response', () => {
    const reading = { chosen: { ranking: 'ranks' } };
    expect(changed(record('"scores": [3, 2, 1]'), [[2], [0, 1]], reading)).toBe(
      record('"ranking": [2, 2, 1], "scores": [3, 2, 1]'),
    );
  });

  test('other completions than were judged: nothing is changed', () => {
    expect(changed(record('"ranking": [0, 1, 2]'), [[1], [0]])).toBe('which has other completions now');
    expect(changed(record('"ranking": [0, 1, 2]'), [[1], [0], [5]])).toBe('which has other completions now');
    expect(changed('{"a": 1}', [[1], [0]])).toBe('which is no ranking that can be read');
    expect(changed('no json', [[1], [0]])).toBe('which is no ranking that can be read');
  });
});

describe('pairs', () => {
  test('sides change places with all that is named after them, also inside, and with the copy beside', () => {
    expect(
      changed(
        '{"prompt":"p","chosen":[{"role":"assistant","content":"\\u0061"}], "rejected" : [{"role":"assistant","content":"b"}],"messages":[{"content":"a","role":"assistant"}],"score_chosen":4.0,"score_rejected":2,"meta":{"Chosen_model":"x","Rejected_model":null,"at":1}}',
        [[1], [0]],
      ),
    ).toBe(
      '{"prompt":"p","chosen":[{"role":"assistant","content":"b"}], "rejected" : [{"role":"assistant","content":"\\u0061"}],"messages":[{"content":"a","role":"assistant"}],"score_chosen":2,"score_rejected":4.0,"meta":{"Chosen_model":null,"Rejected_model":"x","at":1}}',
    );
    const one = '[{"role":"user","content":"p"},{"role":"assistant","content":"a"}]';
    const other = '[{"role":"user","content":"p"},{"role":"assistant","content":"b"}]';
    expect(changed(`{"prompt":"p","chosen":${one},"rejected":${other},"messages":${one}}`, [[1], [0]])).toBe(
      `{"prompt":"p","chosen":${other},"rejected":${one},"messages":${other}}`,
    );
  });

  test('a name without its counterpart, or a tie, leaves the record as it is', () => {
    expect(changed('{"prompt":"p","chosen":"a","rejected":"b","chosen_model":"x"}', [[1], [0]])).toBe(
      'where "chosen_model" has no counterpart "rejected_model" to change places with',
    );
    expect(changed('{"prompt":"p","chosen":"a","rejected":"b"}', [[0, 1]])).toMatch(/cannot hold a tie/);
  });

  test('tool definitions are not looked into', () => {
    const tools =
      '"tools":[{"type":"function","function":{"name":"f","parameters":{"chosen":{"type":"string"}}}}]';
    expect(changed(`{"prompt":"p","chosen":"a","rejected":"b",${tools}}`, [[1], [0]])).toBe(
      `{"prompt":"p","chosen":"b","rejected":"a",${tools}}`,
    );
  });
});

describe('every published format', () => {
  const outcomes = new Map<string, Set<string>>();
  for (const { format, what, record, chosen } of published) {
    const line = typeof record === 'string' ? record : JSON.stringify(record);
    const reading = chosen ? { chosen } : {};
    const [example] = checkLine(line, { reading }).examples;
    if (!example || example.tiers.length < 2) continue;
    test(`${format}, ${what}: turned round and back, or left alone with a reason`, () => {
      const result = relabel(line, [...example.tiers].reverse(), reading);
      const said = outcomes.get(format) ?? new Set();
      outcomes.set(format, said.add(isRefusal(result) ? 'refused' : 'written'));
      if (isRefusal(result)) {
        expect(result.reason).toMatch(/^(whose|which|with|where|an?) /);
        return;
      }
      const turned = withEdits(line, result);
      const [after] = checkLine(turned, { reading }).examples;
      const texts = (tiers: Tiers, of: typeof after) =>
        tiers.map((tier) => tier.map((i) => JSON.stringify(of.completions[i])).sort());
      expect(texts(after.tiers, after)).toEqual(texts([...example.tiers].reverse(), example));
      expect(after.prompt).toEqual(example.prompt);
      expect(turned.length - line.length).toBeLessThan(40);
      const back = relabel(turned, [...after.tiers].reverse(), reading);
      expect(isRefusal(back)).toBe(false);
    });
  }
  test('which are written, and which are not', () => {
    const of = (word: string) =>
      [...outcomes]
        .filter(([, said]) => said.has(word))
        .map(([format]) => format)
        .sort();
    expect(of('written')).toMatchInlineSnapshot(`
      [
        "alpacafarm",
        "arena",
        "arena-55k",
        "colossalchat",
        "halos",
        "helpsteer2-preference",
        "helpsteer3",
        "hh-rlhf",
        "implicit-pair",
        "instruction-pair",
        "llm-blender",
        "message-lists",
        "messages-pair",
        "native",
        "nectar",
        "output-list",
        "pair",
        "pku-saferlhf",
        "sharegpt-pair",
        "shp",
        "summarize-comparisons",
      ]
    `);
    expect(of('refused')).toMatchInlineSnapshot(`
      [
        "chosen-lists",
        "llm-blender",
        "lm-human-preferences",
        "openassistant-tree",
        "pro",
        "rmb",
        "ultrafeedback",
      ]
    `);
  });
});

/** JSON as people and tools write it: any spacing, any escapes. */
const spaces = fc.constantFrom('', ' ', '  ', '\t');
const texts = fc.array(
  fc.constantFrom(
    'a',
    'B',
    ' ',
    '"',
    '\\',
    '\n',
    '/',
    '\u00e9',
    '\u2028',
    '\u{1f600}',
    '{',
    ']',
    ',',
    'ranking',
    '\r',
  ),
  { minLength: 1, maxLength: 6 },
);
const literal = fc.tuple(texts, fc.boolean()).map(([pieces, escaped]) => {
  const json = JSON.stringify(pieces.join(''));
  return escaped
    ? json.replace(/[^\x20-\x7e]|[aB/]/g, (c) =>
        [...Array(c.length)].map((_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
      )
    : json;
});
const object = (members: readonly (readonly [string, string])[], gap: string) =>
  `{${gap}${members.map(([key, value]) => `"${key}"${gap}:${gap}${value}`).join(`,${gap}`)}${gap}}`;

const bom = fc.constantFrom('', '\ufeff');

test('native: every other byte is the same, and reading gives the wanted tiers', () => {
  const ranksOf = (k: number) => fc.array(fc.nat({ max: 3 }), { minLength: k, maxLength: k });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }).chain((k) =>
        fc.record({
          responses: fc.uniqueArray(literal, {
            minLength: k,
            maxLength: k,
            selector: (text) => JSON.parse(text).trim(),
          }),
          before: ranksOf(k),
          wanted: ranksOf(k),
          field: fc.constantFrom('ranking', 'ranks', 'scores'),
        }),
      ),
      spaces,
      literal,
      bom,
      fc.boolean(),
      ({ responses, before, wanted, field }, gap, extra, mark, twice) => {
        if (responses.some((text) => JSON.parse(text).trim() === '')) return;
        const tiers = tiersFromRanks(wanted);
        const order = tiersFromRanks(before).map((tier) => (tier.length === 1 ? tier[0] : tier));
        const value = JSON.stringify(field === 'ranking' ? order : before);
        const own = [field, value] as const;
        const members = [
          ['prompt', '"p"'],
          ...(twice ? [[field, '"earlier"'] as const] : []),
          ['note', extra],
          ['responses', `[${gap}${responses.join(`${gap},`)}]`],
          own,
          ['note', extra],
        ] as const;
        const line = mark + object(members, gap);
        const [example] = checkLine(line).examples;
        if (!example) return;
        const result = relabel(line, tiers);
        if (isRefusal(result)) throw new Error(result.reason);
        const after = withEdits(line, result);
        expect(sameTiers(checkLine(after).examples[0].tiers, tiers)).toBe(true);
        // Outside of one stretch, which is the value or goes before the scores, not a byte is another.
        const at = line.indexOf(object([own], '').slice(1, -1).split(':')[0], line.indexOf('responses'));
        expect(after.startsWith(line.slice(0, at))).toBe(true);
        const tail = line.slice(line.lastIndexOf(field === 'scores' ? '"scores"' : '"note"'));
        expect(after.endsWith(tail)).toBe(true);
        const strip = (text: string) =>
          JSON.stringify({ ...JSON.parse(text.replace('\ufeff', '')), ranking: 0, ranks: 0 });
        expect(JSON.parse(strip(after))).toEqual(JSON.parse(strip(line)));
      },
    ),
    { numRuns: 300 },
  );
});

test('pairs: the two values change places byte for byte, and nothing else', () => {
  fc.assert(
    fc.property(
      literal,
      literal,
      literal,
      spaces,
      bom,
      fc.boolean(),
      (chosen, rejected, extra, gap, mark, scored) => {
        const line = (first: string, second: string, a: string, b: string) =>
          mark +
          object(
            [
              ['prompt', '"p"'],
              ['x', extra],
              ['chosen', first],
              ['rejected', second],
              ...(scored
                ? ([
                    ['score_chosen', a],
                    ['score_rejected', b],
                  ] as const)
                : []),
            ],
            gap,
          );
        const before = line(chosen, rejected, '3.50', '1e0');
        const [example] = checkLine(before).examples;
        if (!example) return;
        if (JSON.parse(chosen) === JSON.parse(rejected)) return;
        expect(changed(before, [[1], [0]])).toBe(line(rejected, chosen, '1e0', '3.50'));
        expect(changed(before, [[0], [1]])).toBe(before);
      },
    ),
    { numRuns: 300 },
  );
});
