import type { Tiers } from '../../preference/ranking.ts';
import type { Path } from '../example.ts';
import { entries, entryAt } from '../jsonText.ts';
import type { Span } from '../problem.ts';

/** A change of a record's text; offsets are UTF-16 units. Edits of one record do not overlap. */
export interface LineEdit extends Span {
  readonly text: string;
}

/** Why a record's order cannot be written: a clause that goes after "line 45, ". */
export interface Refusal {
  readonly reason: string;
}

export type Relabelled = readonly LineEdit[] | Refusal;

export function isRefusal(result: Relabelled): result is Refusal {
  return 'reason' in result;
}

export function withEdits(text: string, edits: readonly LineEdit[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, text: instead } of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(from, start) + instead;
    from = end;
  }
  return out + text.slice(from);
}

/** The text of the value at a path; undefined where there is none. */
export function rawAt(text: string, path: Path): string | undefined {
  const value = entryAt(text, path)?.value;
  return value && text.slice(value.start, value.end);
}

export function replaced(text: string, path: Path, instead: string): LineEdit[] {
  const value = entryAt(text, path)?.value;
  return value ? [{ ...value, text: instead }] : [];
}

/** Two values change places, byte for byte. */
export function swapped(text: string, a: Path, b: Path): LineEdit[] {
  const [one, other] = [entryAt(text, a)?.value, entryAt(text, b)?.value];
  if (!one || !other) return [];
  return [
    { ...one, text: text.slice(other.start, other.end) },
    { ...other, text: text.slice(one.start, one.end) },
  ];
}

/** Members of the object at a path by their names; of duplicates the last one, as for JSON.parse. */
export function membersAt(text: string, path: Path, nameOf: (key: Span) => string): Map<string, Span> {
  const value = entryAt(text, path)?.value;
  const members = new Map<string, Span>();
  if (value && text[value.start] === '{')
    for (const { key, value: member } of entries(text, value.start))
      if (key) members.set(nameOf(key), member);
  return members;
}

/** Whether it says nothing but that the second of two is the better one. */
export function isSecondFirst(tiers: Tiers): boolean {
  return tiers.length === 2 && tiers[0].length === 1 && tiers[0][0] === 1;
}
