import { mulberry32 } from '../../extension/preference/seeded.ts';

/** Numbers that only look random: the same for the same seed. */
export class Random {
  private readonly draw: () => number;

  constructor(seed: number) {
    this.draw = mulberry32(seed);
  }

  /** An integer from 0 to `below - 1`. */
  below(below: number): number {
    return Math.floor(this.draw() * below);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, i) => make(i));
  }
}
