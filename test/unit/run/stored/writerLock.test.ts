import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lockForWriting } from '../../../../extension/run/stored/writerLock.ts';
import { temporaryFolder } from '../../../fixtures/datasets.ts';

const lockIn = (folder: string) => path.join(folder, 'writer.json');
const held = (folder: string, pid: number, host = hostname()) =>
  writeFileSync(lockIn(folder), JSON.stringify({ pid, host, token: 'theirs' }));
const silent = (folder: string, seconds: number) => {
  const then = new Date(Date.now() - seconds * 1000);
  utimesSync(lockIn(folder), then, then);
};
/** Of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

test('one writer at a time, and the next when it has ended', async () => {
  const folder = temporaryFolder();
  const first = await lockForWriting(folder);
  await expect(lockForWriting(folder)).rejects.toThrow(
    `Another process writes into the run in ${folder} (process ${process.pid} on ${hostname()}). Wait until it has ended, or evaluate again to start a new run.`,
  );
  await first.assertHeld();
  await first.release();
  const second = await lockForWriting(folder);
  await expect(first.assertHeld()).rejects.toThrow('Another process writes');
  // Too late to take the lock of another one away.
  await first.release();
  await second.assertHeld();
  await second.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a writer that was killed does not keep the next one out', async () => {
  const folder = temporaryFolder();
  held(folder, deadPid());
  await (await lockForWriting(folder)).release();
  writeFileSync(lockIn(folder), '{"pid":');
  silent(folder, 90);
  await (await lockForWriting(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a writer on another machine is gone when it has been silent for a minute', async () => {
  const folder = temporaryFolder();
  held(folder, deadPid(), 'elsewhere');
  await expect(lockForWriting(folder)).rejects.toThrow('on elsewhere');
  silent(folder, 50);
  await expect(lockForWriting(folder)).rejects.toThrow('on elsewhere');
  silent(folder, 70);
  const lock = await lockForWriting(folder, 10);
  expect(JSON.parse(readFileSync(lockIn(folder), 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
  expect(existsSync(lockIn(folder))).toBe(false);
});

test('a clock that jumped, or a machine that slept, takes no lock from who still writes', async () => {
  const folder = temporaryFolder();
  const first = await lockForWriting(folder, 100);
  for (const seconds of [3600, -3600]) {
    // As the file looks from a clock that is an hour off.
    silent(folder, seconds);
    await expect(lockForWriting(folder, 100)).rejects.toThrow('Another process writes');
    await first.assertHeld();
  }
  await first.release();
});

test('of many that want it at once, after one that was killed, one gets it', async () => {
  for (let turn = 0; turn < 20; turn++) {
    const folder = temporaryFolder();
    held(folder, deadPid());
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => lockForWriting(folder)));
    const holders = tries.flatMap((tried) => (tried.status === 'fulfilled' ? [tried.value] : []));
    const still = await Promise.allSettled(holders.map((lock) => lock.assertHeld()));
    expect(still.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const lock of holders) await lock.release();
  }
});
