/** A part of a fuzz run, in a process of its own that is watched: from `watched.ts` as its arguments, its outcome as one message. */
export interface Batch {
  readonly seed: number;
  readonly count: number;
  readonly root: string;
}

export interface BatchEnd {
  readonly tried: number;
  /** Properties that did not hold, each with its input. */
  readonly faults: readonly string[];
  /** What is worth adding up. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Answers each batch that the parent sends. */
export function answerBatches(run: (batch: Batch) => Promise<BatchEnd>): void {
  process.on('message', async (batch: Batch) => {
    const end = await run(batch).catch((error) => ({
      tried: 0,
      faults: [`seed ${batch.seed}: ${error?.stack ?? error}`],
      counts: {},
    }));
    process.send?.(end);
  });
  process.on('disconnect', () => process.exit(0));
}
