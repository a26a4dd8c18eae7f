import {
  appendFileSync,
  existsSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dropOldest, keepNewerHalf } from '../../../../extension/run/logpCache/makeRoom.ts';
import { type LogpCache, openLogpCache } from '../../../../extension/run/logpCache/openLogpCache.ts';
import { recordBytes } from '../../../../extension/run/logpCache/records.ts';
import { sequenceKey } from '../../../../extension/run/logpCache/sequenceKey.ts';
import { temporaryFolder } from '../../../fixtures/datasets.ts';

const model = { fingerprint: 'f', provider: 'cpu', onnxruntime: '1' } as const;
const keyOf = (n: number) => Uint32Array.of(n, n + 1, n + 2, n + 3);
const fileIn = (folder: string) => path.join(folder, readdirSync(folder)[0]);

const open: LogpCache[] = [];
afterEach(async () => {
  for (const cache of open.splice(0)) await cache.close();
});

async function opened(folder: string | undefined, identity: Parameters<typeof openLogpCache>[1] = model) {
  const log: string[] = [];
  const cache = await openLogpCache(folder, identity, (_level, message) => void log.push(message));
  open.push(cache);
  return { cache, log };
}

async function withNumbers(folder: string, from: number, to: number): Promise<void> {
  const { cache } = await opened(folder);
  for (let n = from; n < to; n++) cache.add(keyOf(n), -n - 0.1);
  await cache.flush();
  await cache.close();
}

test('what was kept is there the next time, for this model, provider and runtime only', async () => {
  const folder = path.join(temporaryFolder(), 'not', 'there yet');
  const { cache } = await opened(folder);
  cache.add(keyOf(1), -1.25);
  cache.add(keyOf(2), Number.NaN);
  expect(cache.get(keyOf(1))).toBe(-1.25);
  await cache.flush();
  await cache.close();
  const again = await opened(folder);
  expect([again.cache.size, again.cache.get(keyOf(1)), again.cache.get(keyOf(2))]).toEqual([
    1,
    -1.25,
    undefined,
  ]);
  expect(again.log).toEqual([]);
  const others = [{ fingerprint: 'g' }, { provider: 'cuda' as const }, { onnxruntime: '2' }];
  for (const other of others) expect((await opened(folder, { ...model, ...other })).cache.size).toBe(0);
});

test('two windows that add at once both keep theirs', async () => {
  const folder = temporaryFolder();
  const [one, other] = [(await opened(folder)).cache, (await opened(folder)).cache];
  for (let n = 0; n < 50; n++) {
    one.add(keyOf(n), -n);
    other.add(keyOf(1000 + n), -n);
    await Promise.all([one.flush(), other.flush()]);
  }
  await one.close();
  await other.close();
  const { cache, log } = await opened(folder);
  expect(cache.size).toBe(100);
  expect(cache.get(keyOf(1049))).toBe(-49);
  expect(log).toEqual([]);
});

test('a torn end and bytes of something else cost a line in the log and nothing that is whole', async () => {
  const folder = temporaryFolder();
  await withNumbers(folder, 0, 10);
  truncateSync(fileIn(folder), 10 * recordBytes - 5);
  await withNumbers(folder, 20, 25);
  appendFileSync(fileIn(folder), 'what is this');
  const { cache, log } = await opened(folder);
  expect(cache.size).toBe(14);
  expect([cache.get(keyOf(8)), cache.get(keyOf(9)), cache.get(keyOf(24))]).toEqual([-8.1, undefined, -24.1]);
  expect(log.join()).toMatch(/damaged and not used/);
});

test('a folder that cannot be is a line in the log; the run has its numbers in memory', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const [folder, words] of [
    [path.join(file, 'below'), /cannot be kept/],
    [undefined, /^$/],
  ] as const) {
    const { cache, log } = await opened(folder);
    cache.add(keyOf(3), -3);
    await cache.flush();
    expect(cache.get(keyOf(3))).toBe(-3);
    expect(log.join()).toMatch(words);
  }
});

test('of a file that is too long the newer half stays; of a folder that is too large the models used last', async () => {
  const folder = temporaryFolder();
  await withNumbers(folder, 0, 101);
  const own = fileIn(folder);
  await keepNewerHalf(own, 101 * recordBytes);
  expect(statSync(own).size).toBe(101 * recordBytes);
  await keepNewerHalf(own, 100 * recordBytes);
  const { cache } = await opened(folder);
  expect([cache.size, cache.get(keyOf(49)), cache.get(keyOf(100))]).toEqual([51, undefined, -100.1]);

  const [old, newer] = ['a.logps', 'b.logps'].map((name) => path.join(folder, name));
  const notOurs = path.join(folder, 'notes.txt');
  for (const file of [old, newer, notOurs]) writeFileSync(file, Buffer.alloc(1000));
  for (const [i, file] of [own, old, newer].entries()) utimesSync(file, i + 1, i + 1);
  await dropOldest(folder, own, statSync(own).size + 1500);
  expect([own, old, newer, notOurs].map((file) => existsSync(file))).toEqual([true, false, true, true]);
});

test('a key is of ids and border', () => {
  const key = (ids: number[], promptLength: number) =>
    sequenceKey({ ids: Int32Array.from(ids), promptLength }).join();
  expect(key([1, 2, 3], 1)).toBe(key([1, 2, 3], 1));
  const others = [
    key([1, 2, 3], 1),
    key([1, 2, 3], 2),
    key([1, 2, 4], 1),
    key([1, 2, 3, 0], 1),
    key([1, 2], 3),
  ];
  expect(new Set(others).size).toBe(5);
  // A part of a larger array is what it shows, not what lies around it.
  const part = Int32Array.of(9, 1, 2, 3, 9).subarray(1, 4);
  expect(sequenceKey({ ids: part, promptLength: 1 }).join()).toBe(others[0]);
});
