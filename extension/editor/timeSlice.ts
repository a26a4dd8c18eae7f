/** Milliseconds of work after which other things on the extension host get their turn. */
const sliceMs = 8;

/** Runs `step` for 0..count-1 in short slices of the event loop. Ends early, with false, once `wanted` says no. */
export async function timeSliced(
  count: number,
  step: (index: number) => void,
  wanted: () => boolean,
): Promise<boolean> {
  let start = performance.now();
  for (let i = 0; i < count; i++) {
    if (performance.now() - start > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!wanted()) return false;
      start = performance.now();
    }
    step(i);
  }
  return true;
}
