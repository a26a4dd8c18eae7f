/** One way of scoring one workload, in a process of its own so that its peak memory is its own. */
export interface Measured {
  /** Best of the repetitions after one that warms up. */
  readonly seconds: number;
  readonly loadSeconds: number;
  readonly peakMB: number;
  /** [K] nats. */
  readonly sums: readonly number[];
}

export async function measure(
  load: () => Promise<() => Promise<readonly number[]>>,
  repetitions: number,
): Promise<void> {
  const start = performance.now();
  const score = await load();
  const loadSeconds = (performance.now() - start) / 1000;
  let sums = await score();
  let seconds = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repetitions; i++) {
    const before = performance.now();
    sums = await score();
    seconds = Math.min(seconds, (performance.now() - before) / 1000);
  }
  const peakMB = process.resourceUsage().maxRSS / 1024;
  process.send?.({ seconds, loadSeconds, peakMB, sums } satisfies Measured);
}
