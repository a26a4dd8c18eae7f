import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { readRun } from '../../extension/run/stored/readRun.ts';
import { rowKeys } from './rowKey.ts';

/** What happened to evaluations that were killed again and again. */
export interface KilledEvaluations {
  readonly kills: number;
  /** Runs that were brought to their end. */
  readonly finished: number;
  /** Rows that were stored before a kill and were not there, or not the same, after it. */
  readonly lost: number;
  /** Whether every finished run is, bit for bit, the unbroken one. */
  readonly same: boolean;
}

/**
 * Kills (SIGKILL) `plackett evaluate` with all of its processes at random moments, `kills` times, and has it continued each time.
 * `args`: the command line without `--run`; log-probs must come from the run folder alone, so no cache is kept.
 */
export async function killEvaluation(
  args: readonly string[],
  folder: string,
  kills: number,
  random: () => number,
): Promise<KilledEvaluations> {
  const started = Date.now();
  await evaluate([...args, '--run', `${folder}-whole`], undefined);
  // From the moment a process is there to its end.
  const wholeMs = Date.now() - started;
  const whole = textOf(await rowsIn(`${folder}-whole`));
  const out = { kills: 0, finished: 0, lost: 0, same: true };
  const finish = async () => {
    out.finished++;
    if (textOf(await rowsIn(folder)) !== whole) out.same = false;
    rmSync(folder, { recursive: true, force: true });
  };
  while (out.kills < kills) {
    const before = await rowsIn(folder);
    if (await evaluate([...args, '--run', folder], random() * wholeMs)) {
      await finish();
      continue;
    }
    out.kills++;
    const after = await rowsIn(folder);
    for (const [hash, row] of before) if (after.get(hash) !== row) out.lost++;
  }
  await evaluate([...args, '--run', folder], undefined);
  await finish();
  return out;
}

/** Whether it came to its end. */
async function evaluate(args: readonly string[], killAfterMs: number | undefined): Promise<boolean> {
  // A group of its own, so that the scorer process dies with it.
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const closed = once(child, 'close');
  const kill = () => {
    if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGKILL');
  };
  const timer = killAfterMs === undefined ? undefined : setTimeout(kill, killAfterMs);
  const [code, signal] = await closed;
  clearTimeout(timer);
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`the evaluation ended with ${code ?? signal}: ${said}`);
  return code === 0;
}

/** Every row of a run folder by its hash. */
async function rowsIn(folder: string): Promise<Map<string, string>> {
  try {
    const run = await readRun(folder);
    const keys = rowKeys(run);
    return new Map(run.rows.hash.map((hash, row) => [hash, keys[row]]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return new Map();
  }
}

const textOf = (rows: ReadonlyMap<string, string>): string => [...rows.values()].join('\n');
