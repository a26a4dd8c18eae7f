/** Slots a table has at first and at most, and the share that may be taken: 6.7 million keys. */
const fewestSlots = 2 ** 10;
const mostSlots = 2 ** 23;
const fullest = 0.8;

/**
 * First line by key, and a mark with it, in 16 bytes a slot: a Map takes more than 60 a key and ends at 16.7 million. At most 134 MB, and
 * half of that again while it grows; what comes after that finds the keys before it, and is not added.
 */
export class KeyTable {
  /** Keys plus one: 0 = free. */
  private keys = new Float64Array(fewestSlots);
  private lines = new Uint32Array(fewestSlots);
  private marks = new Uint32Array(fewestSlots);
  private count = 0;
  /** Keys that there was no room for. */
  left = 0;
  /** Mark of the key that was found last. */
  mark = 0;

  /** The line that had the key before, 1-based; 0 when none had, and then `line` has it. `key` is an integer from 0 to 2 ** 53 - 1. */
  firstOf(key: number, line: number, mark = 0): number {
    const { keys } = this;
    const last = keys.length - 1;
    let slot = key & last;
    for (; keys[slot] !== 0; slot = (slot + 1) & last)
      if (keys[slot] === key + 1) {
        this.mark = this.marks[slot];
        return this.lines[slot];
      }
    if (this.count >= fullest * keys.length) {
      if (keys.length === mostSlots) {
        this.left++;
        return 0;
      }
      this.grow();
      return this.firstOf(key, line, mark);
    }
    this.count++;
    keys[slot] = key + 1;
    this.lines[slot] = line;
    this.marks[slot] = mark;
    return 0;
  }

  private grow(): void {
    const { keys, lines, marks } = this;
    const size = keys.length * 2;
    [this.keys, this.lines, this.marks] = [
      new Float64Array(size),
      new Uint32Array(size),
      new Uint32Array(size),
    ];
    this.count = 0;
    for (let i = 0; i < keys.length; i++) if (keys[i] !== 0) this.firstOf(keys[i] - 1, lines[i], marks[i]);
  }
}
