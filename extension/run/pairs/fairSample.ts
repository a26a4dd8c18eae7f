import { seeded } from '../../preference/seeded.ts';

/** At most `most` of the values that are added, each as likely as any other (Vitter, 1985, algorithm R). */
export function fairSample(most: number) {
  const draw = seeded(0, 'sample');
  const kept: number[] = [];
  let seen = 0;
  return {
    /** NaN is passed over. */
    add(value: number): void {
      if (Number.isNaN(value)) return;
      seen++;
      if (kept.length < most) kept.push(value);
      else {
        const at = Math.floor(draw() * seen);
        if (at < most) kept[at] = value;
      }
    },
    values: (): Float64Array => Float64Array.from(kept),
  };
}
