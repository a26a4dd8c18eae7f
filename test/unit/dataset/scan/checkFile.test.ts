import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFile, type FileLine, type FileOptions } from '../../../../extension/dataset/checkFile.ts';
import { assembly } from '../../../../scripts/assembly.mjs';
import { hostileLines, mutated } from '../../../fuzz/mutations.ts';
import { Random } from '../../../fuzz/random.ts';
import { recordLine } from '../../../fuzz/rankedRecords.ts';

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-scan-'));
  script = path.join(folder, 'rangeWorker.js');
  await esbuild.build({
    entryPoints: [
      fileURLToPath(new URL('../../../../extension/dataset/scan/rangeWorker.ts', import.meta.url)),
    ],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    plugins: [assembly],
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(file: string, options: FileOptions) {
  const checked = checkFile(file, options);
  const lines: FileLine[] = [];
  for await (const line of checked) lines.push(line);
  return { lines, totals: checked.totals, notCompared: checked.notCompared };
}

async function written(lines: readonly (string | Buffer)[], end = '\n'): Promise<string> {
  const file = path.join(folder, 'rankings.jsonl');
  await writeFile(
    file,
    Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from(end)])),
  );
  return file;
}

const threads = (rangeBytes: number) => ({ script, count: 2, leastBytes: 0, rangeBytes });
const good = (prompt: string, more = '') =>
  `{"prompt": "${prompt}", "responses": ["yes, of course", "not at all"], "ranking": [1, 0]${more}}`;
const many = (n: number, make = (i: number) => good(`q${i}`)) => Array.from({ length: n }, (_, i) => make(i));

describe('a file is checked the same with the scanner, in threads, and line by line', () => {
  test.each([1, 2, 3])('whatever is in it, seed %i', async (seed) => {
    const random = new Random(seed);
    const made: Buffer[] = many(25).map((line) => Buffer.from(line));
    for (let i = 0; i < 1500; i++) {
      const line = Buffer.from(recordLine(random).line);
      made.push(random.once(8) ? mutated(line, random) : line);
      // Copies, and the same with another ranking.
      if (random.once(10)) made.push(random.of(made));
      if (random.once(100)) made.push(random.of(hostileLines.filter(({ length }) => length < 200_000)));
    }
    const file = await written(made, seed === 2 ? '\r\n' : '\n');
    for (const maxLineBytes of [undefined, 3000]) {
      const expected = await check(file, { scanner: false, maxLineBytes });
      expect(expected.totals.examples).toBeGreaterThan(500);
      expect(await check(file, { maxLineBytes })).toEqual(expected);
      expect(await check(file, { maxLineBytes, threads: threads(40_000 + seed) })).toEqual(expected);
    }
  });

  test('only its problems, when these are asked for', async () => {
    const file = await written([
      ...many(60),
      good('q7'),
      good('q61', ', "id": 1'),
      '{',
      good('q62', ', "id": 1'),
    ]);
    const all = await check(file, { scanner: false });
    const some = await check(file, { problemsOnly: true });
    expect(some.totals).toEqual(all.totals);
    const told = ({ lines }: typeof all) => lines.flatMap(({ problems }) => problems);
    expect(told(some)).toEqual(told(all));
    expect(told(some).map(({ code, line, other }) => [code, line, other])).toEqual([
      ['duplicate-record', 61, 8],
      ['json-syntax', 63, undefined],
      ['id-used-twice', 64, 62],
      ['length-decides', 1, undefined],
    ]);
    expect(some.lines.length).toBeLessThan(30);
  });

  test('lines longer than a block, with and without a line end, and nothing at the end', async () => {
    const long = good('x'.repeat(5 * 2 ** 20));
    const blank = ' '.repeat(3 * 2 ** 20);
    for (const last of ['', '\n', '\n\n', ' '])
      for (const lines of [
        [...many(25), long, good('a'), blank, good('b'), long],
        [...many(25), `${long}\r`],
      ]) {
        const file = path.join(folder, 'long.jsonl');
        await writeFile(file, lines.join('\n') + last);
        const expected = await check(file, { scanner: false });
        expect(await check(file, {})).toEqual(expected);
        expect(await check(file, { threads: threads(2 ** 20) })).toEqual(expected);
        const few = { maxLineBytes: 2 ** 20 };
        expect(await check(file, few)).toEqual(await check(file, { ...few, scanner: false }));
      }
  }, 120_000);

  test('records of several lines, other files and short ones go the other way', async () => {
    const group = (i: number) => JSON.stringify({ prompt: `q${i >> 1}`, response: `r${i}`, helpfulness: i });
    for (const lines of [
      many(60, group),
      many(60, (i) => `{"level": ${i}}`),
      many(3),
      ['\ufeff{}', ...many(40)],
      [],
    ]) {
      const file = await written(lines);
      expect(await check(file, {})).toEqual(await check(file, { scanner: false }));
    }
  });

  test('a thread that finds too much leaves the rest of its range', async () => {
    const file = await written([...many(25), ...many(25_000, (i) => (i % 100 ? '{}' : good(`r${i}`)))]);
    expect(await check(file, { threads: threads(2 ** 22) })).toEqual(await check(file, { scanner: false }));
  });
});

describe('what goes wrong ends the check', () => {
  test('a thread that does not start', async () => {
    const file = await written(many(100));
    const missing = { script: path.join(folder, 'nothing.js'), count: 2, leastBytes: 0 };
    await expect(check(file, { threads: missing })).rejects.toThrow('nothing.js');
  });

  test('a thread that ends, or fails, on the way', async () => {
    const file = await written(many(5000));
    const own = path.join(folder, 'ends.js');
    await writeFile(own, 'require("node:worker_threads").parentPort.on("message", () => process.exit(3));');
    const ending = { script: own, count: 2, leastBytes: 0, rangeBytes: 1000 };
    await expect(check(file, { threads: ending })).rejects.toThrow('ended with code 3');
    const failing = path.join(folder, 'fails.js');
    await writeFile(
      failing,
      'const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => parentPort.postMessage({ failed: { message: "no such file", code: "ENOENT" } }));',
    );
    await expect(check(file, { threads: { ...ending, script: failing } })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  test.each([undefined, 500])('a signal, with ranges of %s bytes', async (rangeBytes) => {
    const file = await written(many(5000));
    const stop = new AbortController();
    const options = { signal: stop.signal, ...(rangeBytes ? { threads: threads(rangeBytes) } : {}) };
    const seen: number[] = [];
    await expect(async () => {
      for await (const { line } of checkFile(file, options)) {
        seen.push(line);
        if (line === 30) stop.abort(new Error('enough'));
      }
    }).rejects.toThrow('enough');
    expect(seen.length).toBeLessThan(5001);
  });

  test('a reader that stops early leaves nothing running', async () => {
    const file = await written(many(5000));
    for await (const { line } of checkFile(file, { threads: threads(1000) })) if (line === 40) break;
  });
});
