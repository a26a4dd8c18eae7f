import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRun, type StoredRun } from '../../extension/run/stored/readRun.ts';
import { rowKey, rowKeys } from './rowKey.ts';
import { rowsFrom } from './rows.ts';

/** What happened to a run that was killed again and again. */
export interface KilledStore {
  readonly kills: number;
  /** Of them, before the process had said anything. */
  readonly early: number;
  /** Files half written that were found and damaged further, as a loss of power may. */
  readonly tornFiles: number;
  /** Rows that had been acknowledged and were not there, or not the same. */
  readonly lost: number;
  /** Whether the finished run is, bit for bit, the unbroken one. */
  readonly same: boolean;
}

const end = 600;

/** Kills (SIGKILL) a process that stores rows, at random moments after its start, `kills` times; then lets it finish. */
export async function killStore(driver: string, kills: number, random: () => number): Promise<KilledStore> {
  const out = { kills: 0, early: 0, tornFiles: 0, lost: 0, same: true };
  const started = Date.now();
  await inFolder((folder) => lifetime(driver, folder, 1, undefined));
  const wholeMs = Date.now() - started;
  while (out.kills < kills) {
    await inFolder(async (folder) => {
      let acknowledged = 0;
      while (out.kills < kills) {
        const { stored, isDone } = await lifetime(
          driver,
          folder,
          Math.floor(random() * 1e9),
          random() * wholeMs,
        );
        if (isDone) break;
        out.kills++;
        if (stored === 0) out.early++;
        acknowledged = Math.max(acknowledged, stored);
        out.tornFiles += tear(folder, random);
        out.lost += missing(await readRun(folder).catch(nothing), acknowledged);
      }
      await lifetime(driver, folder, 1, undefined);
      const finished = rowKeys(await readRun(folder));
      if (finished.join('\n') !== rowsFrom(1, end).map(rowKey).join('\n')) out.same = false;
    });
  }
  return out;
}

async function inFolder(work: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-kill-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nothing(error: NodeJS.ErrnoException): undefined {
  // Killed before there was a folder.
  if (error.code !== 'ENOENT') throw error;
}

async function lifetime(driver: string, folder: string, seed: number, ms: number | undefined) {
  const child = spawn(process.execPath, [driver, folder, String(end), String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const closed = once(child, 'close');
  const timer = ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), ms);
  const [code] = await closed;
  clearTimeout(timer);
  if (code !== 0 && code !== null) throw new Error(`the process that stores ended with ${code}`);
  // A number that was cut off was not said.
  const words = said
    .slice(0, said.lastIndexOf('\n') + 1)
    .trim()
    .split('\n');
  const stored = Math.max(0, ...words.map(Number).filter((n) => !Number.isNaN(n)));
  return { stored, isDone: words.includes('done') };
}

/** What was not synced may be anything after a loss of power: cut, or zeros. */
function tear(folder: string, random: () => number): number {
  let torn = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.new')) continue;
    const file = path.join(folder, name);
    const bytes = readFileSync(file);
    const from = Math.floor(random() * bytes.length);
    writeFileSync(file, random() < 0.5 ? bytes.subarray(0, from) : bytes.fill(0, from));
    torn++;
  }
  return torn;
}

function missing(run: StoredRun | undefined, acknowledged: number): number {
  const stored = new Set(run ? rowKeys(run) : []);
  return rowsFrom(1, acknowledged).filter((row) => !stored.has(rowKey(row))).length;
}
