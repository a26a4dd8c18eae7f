import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../../extension/model/settings.ts';
import { notThere, presence } from '../../../../extension/preference/paired/pairedRun.ts';
import type { Ranked } from '../../../../extension/preference/ranked.ts';
import { comparedExample } from '../../../../extension/run/compare/comparedExample.ts';
import { compareRuns } from '../../../../extension/run/compare/compareRuns.ts';
import { temporaryFolder } from '../../../fixtures/datasets.ts';
import { rowsOfLines, runFolder } from './runFolder.ts';

const line = (prompt: string, ranking: readonly number[] = [0, 1, 2], extra = {}) =>
  JSON.stringify({ prompt, responses: [`${prompt} a`, `${prompt} b`, `${prompt} c`], ranking, ...extra });
const quietly = () => ({ signal: new AbortController().signal, told: () => {} });
/** A run of each list of lines; the log-ratio of completion i on line n is 10 n + i. */
async function compared(files: readonly (readonly string[])[], ratio = (n: number, i: number) => 10 * n + i) {
  const root = temporaryFolder();
  const folders = files.map((lines, run) =>
    runFolder(path.join(root, `run${run}`), rowsOfLines(lines, ratio)),
  );
  return compareRuns(folders, quietly());
}
const list = (values: ArrayLike<number>) => Array.from(values);
/** Of one example, in annotated order. */
const logRatios = ({ example, starts, ratio, last }: Ranked, e: number) => {
  const at = example.indexOf(e);
  return list(ratio.subarray(starts[at], starts[at + 1])).map((value) => value + last[e]);
};

describe('runs are matched', () => {
  test('by the text of the record, wherever it stands', async () => {
    const { runs, examples } = await compared([
      [line('x'), line('y'), line('z')],
      [line('new'), line('z'), line('x')],
    ]);
    expect(examples).toBe(4);
    expect(runs.map(({ columns }) => list(columns.line))).toEqual([
      [1, 2, 3, 0],
      [3, 0, 2, 1],
    ]);
    expect(list(runs[1].columns.status)).toEqual([0, notThere, 0, 0]);
    expect(list(runs[1].columns.offsets)).toEqual([0, 3, 3, 6, 9]);
    // Best first, as ranked: line 3 of the second file is the first example.
    const { ranked } = runs[1].columns;
    const there = [0, 1, 2, 3].map((e) => logRatios(ranked, e)).filter((ratios) => ratios.length > 0);
    expect(there).toEqual([
      [30, 31, 32],
      [20, 21, 22],
      [10, 11, 12],
    ]);
    expect(presence(runs.map(({ columns }) => columns))).toMatchObject([
      { there: 3, scoredInAll: 2, onlyHere: 1, missing: 1 },
      { there: 3, scoredInAll: 2, onlyHere: 1, missing: 1 },
    ]);
  });

  test('turns of a prompt are those of the first run that counted them', async () => {
    const said = (role: string) => ({ role, content: role });
    const chat = JSON.stringify({
      prompt: [said('system'), said('user'), said('assistant'), said('user')],
      chosen: 'a',
      rejected: 'b',
    });
    const root = temporaryFolder();
    const lines = [line('x'), chat, 'broken'];
    const rows = rowsOfLines(lines, () => 0);
    const older = rows.map(({ turns: _, ...row }) => row);
    const folders = [older, rows, older].map((rows, run) => runFolder(path.join(root, String(run)), rows));
    expect(list((await compareRuns(folders, quietly())).turns)).toEqual([1, 3]);
    expect(list((await compareRuns([folders[0], folders[2]], quietly())).turns)).toEqual([0, 0]);
  });

  test('twins in the order of their lines, and what one file has more of is only there', async () => {
    const { runs, examples } = await compared([
      [line('x'), line('y'), line('x')],
      [line('x'), line('x'), line('x')],
    ]);
    expect(examples).toBe(4);
    expect(runs.map(({ columns }) => list(columns.line))).toEqual([
      [1, 2, 3, 0],
      [1, 0, 2, 3],
    ]);
  });

  test('by prompt and completions where the ranking changed, each under its own', async () => {
    const swapped = { chosen: 'p b', rejected: 'p a' };
    const { runs, examples } = await compared([
      [line('x'), line('y'), JSON.stringify({ prompt: 'p', chosen: 'p a', rejected: 'p b' })],
      [
        line('x', [2, 1, 0]),
        line('y', [0, 1, 2], { source: 'web' }),
        JSON.stringify({ prompt: 'p', ...swapped }),
      ],
      [line('x', [2, 1, 0]), line('y'), JSON.stringify({ prompt: 'p', ...swapped })],
    ]);
    expect(examples).toBe(3);
    const [a, b, c] = runs.map(({ columns }) => columns);
    expect([a, b, c].map(({ label }) => list(label))).toEqual([
      [0, 0, 0],
      [1, 0, 1],
      [1, 0, 1],
    ]);
    expect([a, b, c].map(({ variant }) => list(variant))).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [1, 0, 1],
    ]);
    expect(logRatios(a.ranked, 0)).toEqual([10, 11, 12]);
    expect(logRatios(b.ranked, 0)).toEqual([12, 11, 10]);
  });

  test('a label of a run that knew no texts is not mistaken: the record is another', async () => {
    const root = temporaryFolder();
    const old = rowsOfLines([line('x'), line('y')], (n, i) => n + i).map((row) => ({
      ...row,
      asked: undefined,
      ranked: undefined,
    }));
    const folders = [
      runFolder(path.join(root, 'old'), old),
      runFolder(
        path.join(root, 'new'),
        rowsOfLines([line('x', [1, 0, 2]), line('y')], (n, i) => n + i),
      ),
    ];
    const { runs, examples } = await compareRuns(folders, quietly());
    expect(examples).toBe(3);
    expect(runs.map(({ columns }) => list(columns.line))).toEqual([
      [1, 2, 0],
      [0, 2, 1],
    ]);
    expect(list(runs[1].columns.label)).toEqual([0, 0, 0]);
  });

  test('every row of every run is one example, whatever the files hold', async () => {
    const text = fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.constantFrom([0, 1, 2], [2, 0, 1]));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { maxLength: 8 }), { minLength: 2, maxLength: 4 }),
        async (files) => {
          const lines = files.map((file) => file.map(([prompt, ranking]) => line(prompt, ranking)));
          const { runs, examples } = await compared(lines);
          runs.forEach(({ columns }, run) => {
            const there = list(columns.line).filter((n) => n > 0);
            expect([...there].sort((a, b) => a - b)).toEqual(lines[run].map((_, i) => i + 1));
          });
          for (let e = 0; e < examples; e++) {
            const has = runs.flatMap(({ columns }, run) => (columns.line[e] > 0 ? [{ run, columns }] : []));
            const texts = has.map(({ run, columns }) => files[run][columns.line[e] - 1]);
            // One prompt; a label number for each ranking, and no other.
            expect(new Set(texts.map(([prompt]) => prompt)).size).toBe(1);
            for (const [i, one] of has.entries())
              for (const [j, other] of has.entries())
                expect(one.columns.label[e] === other.columns.label[e]).toBe(texts[i][1] === texts[j][1]);
          }
          // As many examples as the file that has most of each prompt.
          const most = ['x', 'y', 'z'].map((prompt) =>
            Math.max(...files.map((file) => file.filter(([of]) => of === prompt).length)),
          );
          expect(examples).toBe(most.reduce((a, b) => a + b));
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('what failed, and what was no ranking, is told apart from what is not there', async () => {
  const root = temporaryFolder();
  const lines = [line('x'), 'nonsense', line('y')];
  const folders = [
    runFolder(
      path.join(root, 'a'),
      rowsOfLines(lines, () => 1),
    ),
    runFolder(
      path.join(root, 'b'),
      rowsOfLines(lines, (n) => (n === 3 ? Number.NaN : 1)),
    ),
  ];
  const { runs, examples, fields } = await compareRuns(folders, quietly());
  expect(examples).toBe(2);
  expect(runs.map(({ malformed, malformedLines }) => [malformed, ...malformedLines])).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(list(runs[1].columns.status)).toEqual([0, 1]);
  expect(list(runs[1].columns.ranked.top1)).toEqual([runs[0].columns.ranked.top1[0], 255]);
  expect(presence(runs.map(({ columns }) => columns))[1]).toMatchObject({ failedHere: 1, scored: 1 });
  expect(fields).toEqual([]);
});

test('fields come from the first run that has the example', async () => {
  const { fields } = await compared([
    [line('x', [0, 1, 2], { source: 'web' })],
    [line('y', [0, 1, 2], { source: 'book' })],
  ]);
  expect(fields).toEqual([
    { name: 'source', kind: 'words', codes: Uint32Array.of(1, 2), words: [undefined, 'web', 'book'] },
  ]);
});

test('a run that is gone is named with what to do, and the others are compared', async () => {
  const root = temporaryFolder();
  const rows = rowsOfLines([line('x')], () => 1);
  const folders = ['a', 'b', 'c'].map((name) => runFolder(path.join(root, name), rows));
  rmSync(folders[1], { recursive: true });
  writeFileSync(path.join(folders[2], 'manifest.json'), '{"half":');
  const { runs, examples } = await compareRuns(folders, quietly());
  expect(examples).toBe(1);
  expect(runs.map(({ problem }) => problem)).toEqual([
    undefined,
    expect.stringMatching(/is gone.*Remove the run/),
    expect.stringMatching(/cannot be read.*Remove it/),
  ]);
  expect(list(runs[1].columns.status)).toEqual([notThere]);
});

test('what differs between runs is said in words', async () => {
  const root = temporaryFolder();
  const rows = rowsOfLines([line('x')], () => 1);
  const request = (maxLength: number, limit?: number) => ({
    dataset: '/d.jsonl',
    scoring: { ...defaultScoring, maxLength },
    limit,
  });
  const folders = [
    runFolder(path.join(root, 'a'), rows, { request: request(256) }),
    runFolder(path.join(root, 'b'), rows, { request: request(512, 10) }),
  ];
  expect((await compareRuns(folders, quietly())).notes).toEqual([
    'Max length differs: A 256, B 512.',
    'The number of examples asked for differs: A all, B 10.',
  ]);
});

test('fewer than two runs, or more than eight, are refused with what to do', async () => {
  await expect(compareRuns(['a'], quietly())).rejects.toThrow('Choose two to 8 runs');
  await expect(compareRuns(Array(9).fill('a'), quietly())).rejects.toThrow('not 9');
});

test('ends at once when it is cancelled', async () => {
  const root = temporaryFolder();
  const folder = runFolder(
    path.join(root, 'a'),
    rowsOfLines([line('x')], () => 1),
  );
  const signal = AbortSignal.abort(new Error('It was cancelled.'));
  await expect(compareRuns([folder, folder], { signal, told: () => {} })).rejects.toThrow(
    'It was cancelled.',
  );
});

test('an example is read from its run and its file, with a word when the file was changed', async () => {
  const root = temporaryFolder();
  const lines = [line('x'), line('y')];
  writeFileSync(path.join(root, 'rankings.jsonl'), `${lines.join('\n')}\n`);
  const folder = runFolder(
    path.join(root, 'a'),
    rowsOfLines(lines, (n, i) => n + i),
  );
  const { runs } = await compareRuns([folder, folder], quietly());
  const { at } = runs[0].columns;
  expect(await comparedExample(folder, runs[0].files[0], at[1])).toEqual({
    example: {
      line: 2,
      id: undefined,
      reason: undefined,
      flags: 0,
      tier: Uint16Array.of(0, 1, 2),
      policyLogp: Float64Array.of(2, 3, 4),
      referenceLogp: Float64Array.of(0, 0, 0),
      tokens: Uint32Array.of(3, 3, 3),
    },
    texts: { prompt: 'y', completions: ['y a', 'y b', 'y c'], stale: false },
  });
  writeFileSync(path.join(root, 'rankings.jsonl'), `${line('X')}\n${line('Y')}\n`);
  expect(await comparedExample(folder, runs[0].files[0], at[1])).toMatchObject({
    texts: { prompt: 'Y', stale: true },
  });
  rmSync(path.join(root, 'rankings.jsonl'));
  expect(await comparedExample(folder, runs[0].files[0], at[1])).toMatchObject({
    example: { line: 2 },
    texts: { error: expect.stringContaining('Is the file still there?') },
  });
  expect(await comparedExample(folder, runs[0].files[0], at[1] + 7)).toEqual({
    error: expect.stringContaining('Compare again'),
  });
});
