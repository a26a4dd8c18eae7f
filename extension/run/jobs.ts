/** What a job is given: its end from outside, and where it tells how far it is. */
export interface JobOptions {
  readonly signal: AbortSignal;
  readonly told: (done: number) => void;
}

/** Jobs of a worker thread by the caller's numbers, side by side. `told` hears of each. */
export function runningJobs(told: (job: number, done: number) => void) {
  const running = new Map<number, AbortController>();
  return {
    /** Settles as `work`, which rejects with an error that says so when the job was cancelled. */
    async run<T>(job: number, work: (options: JobOptions) => Promise<T>): Promise<T> {
      const controller = new AbortController();
      running.set(job, controller);
      try {
        return await work({ signal: controller.signal, told: (done) => told(job, done) });
      } finally {
        running.delete(job);
      }
    },
    cancel: (job: number): void => running.get(job)?.abort(new Error('It was cancelled.')),
  };
}
