import { createHash } from 'node:crypto';

/** A part of a run: what was stored at its numbers, which count up from 1; one that was merged of others has theirs. */
export interface PartName {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Of the bytes of the file. */
  readonly sum: string;
}

const pattern = /^(\d{6,})-(\d{6,})-([0-9a-f]{12})\.arrow$/;

/** The sum is in the name, so that a file that lost bytes with the power is known from one that did not. */
export function partName(first: number, last: number, bytes: Uint8Array): string {
  const digits = (value: number) => String(value).padStart(6, '0');
  return `${digits(first)}-${digits(last)}-${sumOf(bytes)}.arrow`;
}

export function sumOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex').slice(0, 12);
}

/** Parts of a folder in the order of their numbers, and those whose numbers a merged one has: left over when a merge was cut off. */
export function partsAmong(names: readonly string[]): { live: PartName[]; left: PartName[] } {
  const all = names
    .flatMap((name): PartName[] => {
      const [, first, last, sum] = pattern.exec(name) ?? [];
      return sum === undefined ? [] : [{ name, first: Number(first), last: Number(last), sum }];
    })
    .filter(({ first, last }) => first <= last)
    .sort((a, b) => a.first - b.first || b.last - a.last || (a.name < b.name ? -1 : 1));
  const live: PartName[] = [];
  const left: PartName[] = [];
  for (const part of all) {
    const before = live.at(-1);
    if (before && part.last <= before.last) left.push(part);
    else live.push(part);
  }
  return { live, left };
}
