/** Numbers from 0 to 2^32 - 1, four bytes each, as many as come. */
export class NumberList {
  private values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Uint32Array(2 * this.values.length);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index];
  }

  get last(): number | undefined {
    return this.length === 0 ? undefined : this.values[this.length - 1];
  }

  truncate(length: number): void {
    this.length = Math.min(this.length, length);
  }

  slice(from: number, count: number): Uint32Array {
    return this.values.slice(from, Math.min(this.length, from + count));
  }

  /** Index of the first value that is not below `value`, of values that ascend. */
  lowerBound(value: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
