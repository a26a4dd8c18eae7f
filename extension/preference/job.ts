/** What takes a while, cut into pieces of some milliseconds at most. */
export type Job<T> = Generator<void, T>;

/** Runs a job to its end. */
export function finish<T>(job: Job<T>): T {
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
  }
}
