import { type ChildProcess, fork } from 'node:child_process';
import type { Batch, BatchEnd } from './batch.ts';

export interface Watch {
  readonly script: string;
  readonly root: string;
  /** Inputs in all, and in one batch. */
  readonly total: number;
  readonly atOnce: number;
  readonly seed: number;
  /** A batch that takes longer hangs. */
  readonly hangMs: number;
  /** MiB of JavaScript memory for the process. */
  readonly heapMiB: number;
}

export interface Fuzzed {
  tried: number;
  crashes: number;
  hangs: number;
  readonly counts: Record<string, number>;
  readonly faults: string[];
}

/** Runs batches one after the other in a child process, which is started anew when it crashes or hangs. Seeds count up from the first. */
export async function watched(options: Watch, told: (so: Fuzzed) => void): Promise<Fuzzed> {
  const { script, root, total, atOnce, hangMs, heapMiB } = options;
  const so: Fuzzed = { tried: 0, crashes: 0, hangs: 0, counts: {}, faults: [] };
  let child: ChildProcess | undefined;
  for (let seed = options.seed, begun = 0; begun < total; seed++) {
    const count = Math.min(atOnce, total - begun);
    begun += count;
    child ??= fork(script, [], { execArgv: [`--max-old-space-size=${heapMiB}`], serialization: 'advanced' });
    const end = await outcome(child, { seed, count, root }, hangMs);
    if (typeof end === 'string') {
      if (end === 'hang') so.hangs++;
      else so.crashes++;
      so.faults.push(`seed ${seed}: ${end}`);
      child.kill('SIGKILL');
      child = undefined;
      continue;
    }
    so.tried += end.tried;
    so.faults.push(...end.faults.map((fault) => `seed ${seed}: ${fault}`));
    for (const [name, n] of Object.entries(end.counts)) so.counts[name] = (so.counts[name] ?? 0) + n;
    told(so);
  }
  child?.disconnect();
  return so;
}

function outcome(child: ChildProcess, batch: Batch, hangMs: number): Promise<BatchEnd | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle('hang'), hangMs);
    const exited = (code: number | null, signal: string | null) => settle(`crash (${signal ?? code})`);
    const settle = (end: BatchEnd | string) => {
      clearTimeout(timer);
      child.off('message', settle).off('exit', exited);
      resolve(end);
    };
    child.on('message', settle).on('exit', exited);
    child.send(batch);
  });
}
