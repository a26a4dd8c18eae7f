/** Calls `run` at once when the last call is at least `ms` ago, otherwise as soon as it is; the last call is never lost. */
export function throttled(run: () => void, ms: number): { (): void; dispose(): void } {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const fire = () => {
    timer = undefined;
    last = performance.now();
    run();
  };
  const call = () => {
    if (timer) return;
    const wait = last + ms - performance.now();
    if (wait <= 0) fire();
    else timer = setTimeout(fire, wait);
  };
  return Object.assign(call, { dispose: () => clearTimeout(timer) });
}
