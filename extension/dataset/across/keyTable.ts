/** Slots a table has at first and at most, and the share that may be taken: 6.7 million keys. */
const fewestSlots = 2 ** 10;
const defaultMost = 2 ** 23;
const fullest = 0.8;
/** Key in two words, of which the upper one is 0 in a free slot; line; mark. Together, as a slot is in one line of the processor's cache. */
const words = 4;

/**
 * First line by key, and a mark with it, in 16 bytes a slot: a Map takes more than 60 a key and ends at 16.7 million. At most 134 MB, and
 * half of that again while it grows; a key that comes after that finds those before it, and is not added.
 */
export class KeyTable {
  private slots = new Uint32Array(words * fewestSlots);
  private count = 0;
  /** Keys that there was no room for. */
  left = 0;
  /** Mark of the key that was found last. */
  mark = 0;

  constructor(private readonly mostSlots = defaultMost) {}

  /** The line that had the key before, 1-based; 0 when none had, and then `line` has it. `key` is an integer from 0 to 2 ** 53 - 1. */
  firstOf(key: number, line: number, mark = 0): number {
    return this.add(key >>> 0, Math.floor(key / 2 ** 32) + 1, line, mark);
  }

  private add(low: number, high: number, line: number, mark: number): number {
    const { slots } = this;
    const last = slots.length - words;
    let at = (low * words) & last;
    for (; slots[at + 1] !== 0; at = (at + words) & last)
      if (slots[at] === low && slots[at + 1] === high) {
        this.mark = slots[at + 3];
        return slots[at + 2];
      }
    if (this.count * words >= fullest * slots.length) {
      if (slots.length === words * this.mostSlots) {
        this.left++;
        return 0;
      }
      this.grow();
      return this.add(low, high, line, mark);
    }
    this.count++;
    slots[at] = low;
    slots[at + 1] = high;
    slots[at + 2] = line;
    slots[at + 3] = mark;
    return 0;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Uint32Array(slots.length * 2);
    this.count = 0;
    for (let at = 0; at < slots.length; at += words)
      if (slots[at + 1] !== 0) this.add(slots[at], slots[at + 1], slots[at + 2], slots[at + 3]);
  }
}
