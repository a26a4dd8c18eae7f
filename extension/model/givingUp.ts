/** So many in a row are no coincidence, and each costs as long as the first. */
const mostInARow = 3;

/** `run`, which is not tried again once it has thrown such an error a few times in a row: then it throws the last one at once. */
export function givingUp<Args extends unknown[], T>(
  run: (...args: Args) => T,
  isHopeless: (error: unknown) => boolean,
): (...args: Args) => T {
  let inARow = 0;
  let last: unknown;
  return (...args) => {
    if (inARow >= mostInARow) throw last;
    try {
      const result = run(...args);
      inARow = 0;
      return result;
    } catch (error) {
      if (isHopeless(error)) {
        inARow++;
        last = error;
      }
      throw error;
    }
  };
}
