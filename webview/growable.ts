type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A typed array that grows by doubling: appending rows of a run costs what the rows cost, not what the run holds. */
export interface Growable<T extends Column> {
  readonly length: number;
  /** The first values, where they are of the same type, are taken over without a copy: they belong to this now. */
  append(values: ArrayLike<number>): void;
  /** Makes room for so many more. */
  reserve(more: number): void;
  /** Everything so far, without a copy; stays valid, later values are not in it. */
  view(): T;
}

export function growable<T extends Column>(make: (length: number) => T): Growable<T> {
  let buffer = make(64);
  let length = 0;
  const enlarge = (size: number) => {
    const larger = make(size);
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  return {
    get length() {
      return length;
    },
    append(values) {
      if (length === 0 && values.length > buffer.length && values.constructor === buffer.constructor) {
        buffer = values as T;
        length = values.length;
        return;
      }
      if (length + values.length > buffer.length)
        enlarge(Math.max(2 * buffer.length, length + values.length));
      buffer.set(values, length);
      length += values.length;
    },
    reserve(more) {
      if (length + more > buffer.length) enlarge(length + more);
    },
    view: () => buffer.subarray(0, length) as T,
  };
}
