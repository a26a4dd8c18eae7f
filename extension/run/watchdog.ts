/** Milliseconds that the scorer process may be silent. */
export interface Patience {
  /** While it scores, whatever was learned. */
  readonly leastMs: number;
  /** Before its first forward pass of a model, for which a GPU may compile kernels, and for everything that is no scoring. */
  readonly firstMs: number;
  /** While it loads: gigabytes over a slow network take their time. */
  readonly loadMs: number;
  /** As many times as long as the slowest forward pass so far, or as this call's tokens would take in one. */
  readonly times: number;
  /** Silence is counted in these. */
  readonly tickMs: number;
}

export const usualPatience: Patience = {
  leastMs: 120_000,
  firstMs: 600_000,
  loadMs: 3_600_000,
  times: 30,
  tickMs: 1000,
};

interface Speed {
  slowestMs: number;
  ms: number;
  tokens: number;
}

/** A forward pass blocks its process, so that only from outside can be told whether it will ever end. */
export class Watchdog {
  private readonly speeds = new Map<string, Speed>();
  private readonly waiting = new Set<() => number>();
  private passing: Speed | undefined;
  /** Ticks of this process's own timer, not time of a clock: what sleeps with the machine is not silent. */
  private silentMs = 0;
  private heardAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly patience: Patience,
    private readonly bite: (silentMs: number) => void,
  ) {}

  /** `model`: whose speed is learned; `tokens`: of the whole call. */
  scoring<T>(model: string, tokens: number, work: () => Promise<T>): Promise<T> {
    const speed = this.speeds.get(model) ?? { slowestMs: 0, ms: 0, tokens: 0 };
    this.speeds.set(model, speed);
    this.passing = speed;
    const { leastMs, firstMs, times } = this.patience;
    return this.watch(() => {
      if (speed.tokens === 0) return firstMs;
      return Math.max(leastMs, times * speed.slowestMs, (times * speed.ms * tokens) / speed.tokens);
    }, work);
  }

  loading<T>(work: () => Promise<T>): Promise<T> {
    return this.watch(() => this.patience.loadMs, work);
  }

  asking<T>(work: () => Promise<T>): Promise<T> {
    return this.watch(() => this.patience.firstMs, work);
  }

  /** A forward pass ended. */
  ran(tokens: number): void {
    const speed = this.passing;
    if (speed) {
      // The clock may have run on while the machine slept, the ticks did not.
      const ms = Math.min(performance.now() - this.heardAt, this.silentMs + this.patience.tickMs);
      speed.slowestMs = Math.max(speed.slowestMs, ms);
      speed.ms += ms;
      speed.tokens += tokens;
    }
    this.heard();
  }

  /** The process said something. */
  heard(): void {
    this.silentMs = 0;
    this.heardAt = performance.now();
  }

  private async watch<T>(allowed: () => number, work: () => Promise<T>): Promise<T> {
    // Each a function of its own, as two calls may be alike.
    this.waiting.add(allowed);
    this.heard();
    this.timer ??= setInterval(() => this.tick(), this.patience.tickMs);
    try {
      return await work();
    } finally {
      this.waiting.delete(allowed);
      this.heard();
      if (this.waiting.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    }
  }

  private tick(): void {
    this.silentMs += this.patience.tickMs;
    // As long as the most patient of what waits: the others come after it.
    if (this.silentMs >= Math.max(...[...this.waiting].map((allowed) => allowed()))) this.bite(this.silentMs);
  }
}
