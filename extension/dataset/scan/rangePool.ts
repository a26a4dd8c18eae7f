import { Worker } from 'node:worker_threads';
import type { CheckedBlock } from './checkedBlock.ts';
import type { Range, RangeBlock, RangeOptions } from './checkRange.ts';
import type { FilterReading } from './filterReading.ts';
import type { RangeAnswer, RangeFailure, RangeRequest, RangeSetup } from './rangeProtocol.ts';
import { scannerModule } from './scanner.ts';

export interface Threads {
  /** Absolute path of the bundled `rangeWorker.ts`. */
  readonly script: string;
  readonly count: number;
  /** Of a file; smaller ones are scanned without threads. */
  readonly leastBytes?: number;
  /** What a thread does at a time. */
  readonly rangeBytes?: number;
}

const defaultRangeBytes = 4 * 2 ** 20;
/** Ranges a thread has before it: one in work and one that waits. */
const ahead = 2;

/**
 * As `checkRange`, in threads, in the order of the file. What a thread leaves of its range, as it is full of problems, is done
 * `here`. Rejects with a thread's error, and when one ends by itself.
 */
export async function* checkRanges(
  path: string,
  { from, to }: { readonly from: number; readonly to: number },
  filter: FilterReading,
  threads: Threads,
  options: RangeOptions,
  here: (range: Range) => AsyncIterable<RangeBlock>,
): AsyncGenerator<CheckedBlock> {
  const { rangeBytes = defaultRangeBytes } = threads;
  const { reading, maxLineBytes, signal } = options;
  const setup: RangeSetup = { path, filter, reading, maxLineBytes, module: scannerModule() };
  const workers = Array.from({ length: threads.count }, () => new RangeThread(threads.script, setup));
  const open: { range: Range; answer: Promise<RangeAnswer> }[] = [];
  let [asked, turn] = [from, 0];
  try {
    for (;;) {
      signal?.throwIfAborted();
      while (open.length < ahead * workers.length && asked < to) {
        const isLast = asked + rangeBytes >= to;
        // The file may have grown: what is behind it is its last range's.
        const range = { from: asked, to: isLast ? undefined : asked + rangeBytes, cutAnywhere: asked > from };
        const answer = workers[turn++ % workers.length].check(range);
        // Handled where it is waited for.
        answer.catch(() => {});
        open.push({ range, answer });
        asked += rangeBytes;
      }
      const first = open.shift();
      if (!first) return;
      const { blocks, rest } = await first.answer;
      yield* blocks;
      if (rest !== undefined) yield* here({ from: rest, to: first.range.to });
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

/** One thread. It answers in order. */
class RangeThread {
  private readonly worker: Worker;
  private readonly waiting: { resolve(answer: RangeAnswer): void; reject(error: unknown): void }[] = [];
  private ended: unknown;

  constructor(script: string, workerData: RangeSetup) {
    this.worker = new Worker(script, { workerData });
    this.worker.on('message', (answer: RangeAnswer | RangeFailure) => {
      const first = this.waiting.shift();
      if (!('failed' in answer)) first?.resolve(answer);
      else first?.reject(Object.assign(new Error(answer.failed.message), answer.failed));
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`a thread of the check ended with code ${code}`)));
  }

  check(range: RangeRequest): Promise<RangeAnswer> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(range);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    this.ended ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.ended);
  }
}
