/** Calls `run` once, `ms` after the first of any number of calls: what changes many times a second is looked at a few times. */
export function soon(run: () => void, ms: number): { (): void; dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const call = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      run();
    }, ms);
  };
  return Object.assign(call, { dispose: () => clearTimeout(timer) });
}
