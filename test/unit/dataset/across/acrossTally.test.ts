import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AcrossProblem, acrossTally } from '../../../../extension/dataset/across/acrossTally.ts';
import { exampleFacts } from '../../../../extension/dataset/across/exampleFacts.ts';
import { checkLine } from '../../../../extension/dataset/checkLine.ts';

const ranked = (prompt: string, responses: readonly string[], ranking: readonly unknown[], more = {}) => ({
  prompt,
  responses,
  ranking,
  ...more,
});

function across(records: readonly object[]): AcrossProblem[] {
  const tally = acrossTally();
  const found = records.flatMap((record, i) => {
    const { examples } = checkLine(JSON.stringify(record));
    expect(examples.length, JSON.stringify(record)).toBeGreaterThan(0);
    return examples.flatMap((example) => tally.add(exampleFacts(example), i + 1));
  });
  return [...found, ...tally.whole()];
}
const told = (records: readonly object[]) =>
  across(records).map(({ code, line, other }) => [code, line, other]);

describe('records that are about the same', () => {
  it('contradict each other where the order differs, however the responses stand', () => {
    expect(
      told([
        ranked('q', ['a', 'b', 'c'], [0, 1, 2]),
        ranked('r', ['a', 'b', 'c'], [2, 1, 0]),
        ranked('q', ['c', 'a', 'b'], [1, 0, 2]),
      ]),
    ).toEqual([['contradicting-rankings', 3, 1]]);
  });

  it('are copies where it does not', () => {
    expect(
      told([
        ranked('q', ['a', 'b', 'c'], [0, [1, 2]], { id: 'x' }),
        ranked('q', ['c', 'a', 'b'], [1, [0, 2]], { id: 'x' }),
        { prompt: 'p', chosen: 'a', rejected: 'b' },
      ]),
    ).toEqual([
      ['duplicate-record', 2, 1],
      ['formats-mixed', 3, 1],
    ]);
  });

  it('are told by a shared id only where they differ', () => {
    expect(
      told([ranked('q', ['a', 'b'], [0, 1], { id: 7 }), ranked('r', ['a', 'b'], [1, 0], { id: '7' })]),
    ).toEqual([['id-used-twice', 2, 1]]);
  });

  it('never: any records with prompts of their own', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')),
        (prompts) => {
          const records = prompts.map((prompt) => ranked(prompt, ['a', 'b', 'c'], [1, 0, 2]));
          expect(told(records)).toEqual([]);
        },
      ),
    );
  });
});

describe('a file as a whole', () => {
  const many = (n: number, make: (i: number) => object) => Array.from({ length: n }, (_, i) => make(i));
  const codes = (records: readonly object[]) => across(records).map(({ code }) => code);
  // Shuffled by a fixed rule: the best one is in each place as often, and as long as the others.
  const fair = (i: number) => ranked(`q${i}`, [`a${i}`, `b${i}`], i % 2 ? [0, 1] : [1, 0]);

  it('has nothing to tell where it is fair', () => {
    expect(codes(many(200, fair))).toEqual([]);
  });

  it('is in file order, which formats that are ordered by construction always are', () => {
    expect(codes(many(60, (i) => ranked(`q${i}`, [`a${i}`, `b${i}`], [0, 1])))).toEqual([
      'all-in-file-order',
    ]);
    expect(codes(many(60, (i) => ({ prompt: `q${i}`, chosen: 'a', rejected: 'b' })))).toEqual([]);
    expect(codes(many(60, (i) => ({ instruction: `q${i}`, output: ['a', 'b'] })))).toEqual([]);
    expect(codes([...many(60, (i) => ranked(`q${i}`, ['a', 'b'], [0, 1])), fair(0)])).toEqual([]);
    expect(codes(many(49, (i) => ranked(`q${i}`, ['a', 'b'], [0, 1])))).toEqual([]);
  });

  it.each([
    ['long', 0.8, { rate: 80, chance: 50, more: 1 }],
    ['short', 0.2, { rate: 20, chance: 50, more: 0 }],
  ])('prefers %s responses, with both rates', (_, share, data) => {
    const records = many(400, (i) => {
      const isLong = (i * 7) % 100 < share * 100;
      return ranked(`q${i}`, ['a long answer', 'short'], isLong ? [0, 1] : [1, 0]);
    });
    expect(across(records)).toEqual([{ code: 'length-decides', line: 0, data: { count: 400, ...data } }]);
  });

  it('may have a length that decides by chance: a few percent are no matter', () => {
    const records = many(400, (i) =>
      ranked(`q${i}`, ['a long answer', 'short'], (i * 7) % 100 < 56 ? [0, 1] : [1, 0]),
    );
    expect(codes(records)).toEqual([]);
  });
});
