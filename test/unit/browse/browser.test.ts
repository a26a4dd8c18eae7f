import { appendFile, mkdtemp, readdir, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browser } from '../../../extension/browse/browser.ts';
import type { BrowseRequest } from '../../../extension/browse/protocol.ts';
import type { BrowseState } from '../../../extension/browse/shown.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-browse-'));
  file = path.join(folder, 'rankings.jsonl');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sessions: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});

function opened(asked: Partial<BrowseRequest> = {}) {
  let state: BrowseState | undefined;
  let changes = 0;
  let wake = () => {};
  const session = browser({
    state(now) {
      state = now;
      wake();
    },
    changed() {
      changes++;
    },
  });
  sessions.push(session);
  session.open({ dataset: file, severities: {}, ...asked });
  const until = async (isThere: (now: BrowseState) => boolean): Promise<BrowseState> => {
    while (!state || !isThere(state))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return state;
  };
  return { ...session, until, done: () => until((now) => now.checked === 1), changes: () => changes };
}

const record = (i: number, more: object = {}) =>
  JSON.stringify({
    id: `r${i}`,
    prompt: `What is ${i} and ${i}?`,
    responses: [`It is ${2 * i}.`, `No idea about ${i}.`],
    ranking: [i % 2, 1 - (i % 2)],
    ...more,
  });

describe('a file of lines', () => {
  it('is shown by place, blank and broken lines too', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => record(i + 1));
    lines[99] = '';
    lines[149] = '{"prompt": ';
    lines[199] = record(200, { ranking: [0, 0] });
    await writeFile(file, lines.join('\n'));
    const session = opened();
    const state = await session.done();
    expect(state).toMatchObject({
      unit: 'line',
      records: 300,
      indexed: 1,
      format: 'Plackett: responses and ranking',
    });
    expect(state.problems.map(({ code, severity, count }) => [code, severity, count])).toEqual([
      ['json-syntax', 'error', 1],
      ['ranking-duplicate', 'error', 1],
    ]);
    const rows = await session.rows(98, 3);
    expect(rows.map(({ line, k }) => [line, k])).toEqual([
      [99, 2],
      [100, 0],
      [101, 2],
    ]);
    expect(rows[0].excerpt).toBe('What is 99 and 99?');
    expect((await session.rows(149, 1))[0]).toMatchObject({
      rankings: 0,
      severity: 'error',
      excerpt: '{"prompt":',
    });
    expect(await session.rows(298, 10)).toHaveLength(2);
    expect(await session.rows(300, 10)).toEqual([]);
    const view = await session.record(200);
    expect(view?.problems[0]).toMatchObject({ code: 'ranking-duplicate', line: 200 });
    expect(view?.raw).toBe(lines[199]);
    expect((await session.record(7))?.rankings[0]).toMatchObject({ id: 'r7', tiers: [[1], [0]] });
    expect(await session.placeOf(42)).toBe(41);
    expect(await session.placeOf(4200)).toBe(299);
  });

  it('is filtered by problem, by text and by both', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => record(i + 1));
    lines[400] = lines[10];
    lines[410] = record(411, { ranking: [0, 0] });
    await writeFile(file, `${lines.join('\n')}\n`);
    const session = opened();
    await session.done();
    session.filter({ code: 'duplicate-record' });
    expect((await session.until(({ matches }) => matches !== undefined)).matches).toEqual({
      count: 1,
      share: 1,
    });
    const [row] = await session.rows(0, 10);
    expect(row).toMatchObject({ line: 401, severity: 'warning' });
    expect((await session.record(401))?.problems).toMatchObject([{ code: 'duplicate-record', other: 11 }]);
    session.filter({ code: 'any' });
    expect((await session.rows(0, 10)).map(({ line }) => line)).toEqual([401, 411]);
    session.filter({ text: 'IDEA ABOUT 41' });
    await session.until(({ matches }) => matches?.share === 1 && matches.count === 11);
    expect((await session.rows(0, 20)).map(({ line }) => line)).toEqual([
      41, 410, 411, 412, 413, 414, 415, 416, 417, 418, 419,
    ]);
    expect(await session.placeOf(412)).toBe(3);
    expect(await session.placeOf(300)).toBe(0);
    expect(await session.placeOf(3)).toBe(-1);
    session.filter({ text: '411', code: 'any' });
    await session.until(({ matches }) => matches?.share === 1 && matches.count === 1);
    expect((await session.rows(0, 10)).map(({ line }) => line)).toEqual([411]);
    session.filter(undefined);
    expect((await session.until(({ matches }) => matches === undefined)).records).toBe(500);
    expect(await session.problems('duplicate-record', 0, 5)).toMatchObject([{ line: 401, other: 11 }]);
  });

  it('shows problems as the settings say', async () => {
    await writeFile(file, `${record(1)}\n${record(2, { ranking: [0, 0] })}\n`);
    const session = opened({ severities: { 'ranking-duplicate': 'off' } });
    expect((await session.done()).problems).toEqual([]);
    expect((await session.record(2))?.problems).toEqual([]);
  });

  it('is followed as it grows, also within a line, and read anew when it was written anew', async () => {
    await writeFile(file, `${record(1)}\n${record(2).slice(0, 20)}`);
    const session = opened();
    expect(await session.done()).toMatchObject({ records: 2, problems: [{ code: 'json-syntax', count: 1 }] });
    await appendFile(file, `${record(2).slice(20)}\n${record(3)}\n`);
    const grown = await session.until(({ records, checked }) => records === 3 && checked === 1);
    expect(grown.problems).toEqual([]);
    expect((await session.rows(0, 9)).map(({ excerpt }) => excerpt)).toEqual(
      [1, 2, 3].map((i) => `What is ${i} and ${i}?`),
    );
    expect(session.changes()).toBe(0);
    await writeFile(file, `${record(7)}\n`);
    await session.until(({ records, checked }) => records === 1 && checked === 1);
    expect(session.changes()).toBe(1);
    expect((await session.rows(0, 9))[0].excerpt).toBe('What is 7 and 7?');
    await unlink(file);
    expect((await session.until(({ failure }) => failure !== undefined)).failure).toMatch(/is gone/);
    await writeFile(file, `${record(8)}\n${record(9)}\n`);
    await session.until(({ records, checked, failure }) => records === 2 && checked === 1 && !failure);
  }, 30_000);

  it('that is empty, or not there, says so', async () => {
    await writeFile(file, '');
    expect(await opened().done()).toMatchObject({ records: 0, problems: [] });
    const missing = opened({ dataset: path.join(folder, 'none.jsonl') });
    expect((await missing.until(({ failure }) => failure !== undefined)).failure).toMatch(
      /could not be read/,
    );
  });
});

it('records of several lines are one in the list', async () => {
  const answer = (prompt: string, response: string, helpfulness: number) =>
    JSON.stringify({
      prompt,
      response,
      helpfulness,
      correctness: 1,
      coherence: 1,
      complexity: 1,
      verbosity: 1,
    });
  const lines = Array.from({ length: 200 }, (_, i) => [
    answer(`Question ${i}`, `good ${i}`, 4),
    answer(`Question ${i}`, `bad ${i}`, 1),
    answer(`Question ${i}`, `so so ${i}`, 2),
  ]).flat();
  await writeFile(file, lines.join('\n'));
  const session = opened();
  expect(await session.done()).toMatchObject({ records: 200, format: expect.stringContaining('HelpSteer2') });
  expect((await session.rows(70, 2)).map(({ line, k, excerpt }) => [line, k, excerpt])).toEqual([
    [211, 3, 'Question 70'],
    [214, 3, 'Question 71'],
  ]);
  expect(await session.placeOf(212)).toBe(70);
  const view = await session.record(213);
  expect(view).toMatchObject({ line: 211, lines: 3 });
  expect(view?.rankings[0].tiers).toEqual([[0], [2], [1]]);
  session.filter({ text: 'so SO 150' });
  await session.until(({ matches }) => matches?.share === 1);
  expect((await session.rows(0, 5)).map(({ line }) => line)).toEqual([451]);
});

describe('what comes in another container', () => {
  const lines = Array.from({ length: 700 }, (_, i) => record(i + 1));
  const excerpts = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `What is ${from + i + 1} and ${from + i + 1}?`);

  it('an archive is unpacked aside, shown as it comes, and leaves nothing behind', async () => {
    const packed = path.join(folder, 'rankings.jsonl.gz');
    await writeFile(packed, gzipSync(`${lines.join('\n')}\n`));
    const session = opened({ dataset: packed });
    const state = await session.done();
    expect(state).toMatchObject({ unit: 'line', records: 700, container: 'JSON lines, gzip' });
    expect(state.unpacked).toBeGreaterThan(state.bytes);
    expect((await session.rows(400, 3)).map(({ excerpt }) => excerpt)).toEqual(excerpts(400, 3));
    session.filter({ text: 'about 633' });
    await session.until(({ matches }) => matches?.share === 1);
    expect((await session.rows(0, 5)).map(({ line }) => line)).toEqual([633]);
    const unpacked = async () =>
      (await readdir(tmpdir())).filter((name) => name.includes(`unpacked-${process.pid}`));
    expect(await unpacked()).toHaveLength(1);
    await session.close();
    expect(await unpacked()).toEqual([]);
  });

  it('a broken archive shows what is before the break, and says so', async () => {
    const packed = path.join(folder, 'broken.jsonl.gz');
    const whole = gzipSync(`${lines.join('\n')}\n`);
    await writeFile(packed, whole.subarray(0, whole.length / 2));
    const session = opened({ dataset: packed });
    const { failure, records } = await session.done();
    expect(failure).toMatch(/^This gzip file cannot be read on after/);
    expect(records).toBeGreaterThan(100);
    expect((await session.rows(50, 1))[0].excerpt).toBe(excerpts(50, 1)[0]);
  });

  it('records of an array have their number, and the line of the text where they begin', async () => {
    const array = path.join(folder, 'rankings.json');
    await writeFile(
      array,
      JSON.stringify(
        lines.map((line) => JSON.parse(line)),
        undefined,
        2,
      ),
    );
    const session = opened({ dataset: array });
    expect(await session.done()).toMatchObject({ unit: 'record', records: 700, container: 'JSON array' });
    expect((await session.rows(650, 2)).map(({ line, excerpt }) => [line, excerpt])).toEqual([
      [651, excerpts(650, 1)[0]],
      [652, excerpts(651, 1)[0]],
    ]);
    // A record has 12 lines in this spacing, and the bracket stands before them.
    expect(await session.record(651)).toMatchObject({ line: 651, textLine: 650 * 12 + 2 });
    expect(await session.placeOf(651)).toBe(650);
    session.filter({ text: 'about 633' });
    await session.until(({ matches }) => matches?.share === 1);
    expect((await session.rows(0, 5)).map(({ line }) => line)).toEqual([633]);
  });

  it('rows of a table are records', async () => {
    const table = path.join(folder, 'rankings.parquet');
    const rows = lines.map((line) => JSON.parse(line));
    const column = (name: string) => ({ name, data: rows.map((row) => row[name]) });
    const columnData = [
      ...['id', 'prompt'].map(column),
      ...['responses', 'ranking'].map((name) => ({ ...column(name), type: 'JSON' as const })),
    ];
    await writeFile(table, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 100 })));
    const session = opened({ dataset: table });
    expect(await session.done()).toMatchObject({
      unit: 'record',
      records: 700,
      container: 'Parquet',
      problems: [],
    });
    expect((await session.rows(195, 10)).map(({ excerpt }) => excerpt)).toEqual(excerpts(195, 10));
    expect((await session.record(700))?.rankings[0].id).toBe('r700');
    session.filter({ text: 'about 633' });
    await session.until(({ matches }) => matches?.share === 1);
    expect((await session.rows(0, 5)).map(({ line }) => line)).toEqual([633]);
  });
});
