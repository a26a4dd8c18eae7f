import {
  type Column,
  columnFromArray,
  dictionary,
  float64,
  list,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  utf8,
} from '@uwdata/flechette';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePart } from '../../../../extension/run/stored/decodePart.ts';
import { type Entry, encodePart } from '../../../../extension/run/stored/encodePart.ts';
import { partName, partsAmong } from '../../../../extension/run/stored/partNames.ts';
import { readPart } from '../../../../extension/run/stored/readRun.ts';
import { entriesOf } from '../../../../extension/run/stored/rowFacts.ts';
import { bits, storedRow } from './storedRow.ts';

const removal = fc.integer({ min: 1, max: 2 ** 32 - 1 }).map((line): Entry => ({ line, removed: true }));
const entries = fc.array(fc.oneof({ weight: 5, arbitrary: storedRow }, removal), {
  minLength: 1,
  maxLength: 20,
});
const [first] = fc.sample(
  storedRow.filter(({ tier }) => tier.length === 2),
  { numRuns: 1, seed: 1 },
);
const plain = (all: readonly Entry[]) => all.map((entry) => ('removed' in entry ? entry : bits(entry)));

test('a part gives back what was put in, to the last bit', () => {
  fc.assert(
    fc.property(entries, (all) => {
      expect(plain(entriesOf(decodePart(encodePart(all))))).toEqual(plain(all));
    }),
  );
});

test('equal rows are equal bytes', () => {
  fc.assert(
    fc.property(entries, (all) => {
      expect(encodePart(all)).toEqual(encodePart(structuredClone(all)));
    }),
  );
});

describe('bytes that are not those that were written', () => {
  const damage = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(9_999) }),
    fc.record({ kind: fc.constant('zeros' as const), at: fc.nat(9_999) }),
    fc.record({ kind: fc.constant('bit' as const), at: fc.nat(9_999) }),
  );
  const damaged = (bytes: Uint8Array, { kind, at }: { kind: string; at: number }) => {
    const from = at % bytes.length;
    if (kind === 'cut') return bytes.slice(0, from);
    const out = bytes.slice();
    if (kind === 'bit') out[from] ^= 1 << (at % 8);
    else out.fill(0, from);
    return out;
  };

  test('are known by the name', () => {
    fc.assert(
      fc.property(entries, damage, (all, how) => {
        const bytes = encodePart(all);
        const other = damaged(bytes, how);
        fc.pre(Buffer.compare(bytes, other) !== 0);
        const [part] = partsAmong([partName(1, 1, bytes)]).live;
        expect(readPart(part, bytes)).toBeDefined();
        expect(readPart(part, other)).toBeUndefined();
      }),
    );
  });
});

test('an Arrow file of other columns is refused by the name of the column', () => {
  const good = tableFromIPC(encodePart([first, first]));
  const columns = good.schema.fields.map(({ name }): [string, Column<unknown>] => [
    name,
    good.getChild(name)!,
  ]);
  const decodeWith = (changed: readonly [string, Column<unknown>][]) => () =>
    decodePart(tableToIPC(tableFromColumns([...changed]), { format: 'file' }) as Uint8Array);
  expect(decodeWith(columns)).not.toThrow();
  for (const [name] of columns) {
    expect(decodeWith(columns.filter(([other]) => other !== name)), name).toThrow(name);
    const words = columnFromArray(['a', 'b'], dictionary(utf8()));
    expect(decodeWith(columns.map((one) => (one[0] === name ? [name, words] : one))), name).toThrow(name);
  }
  const lists = columnFromArray([[1], [2, 3, 4]], list(float64()));
  const uneven = columns.map((one): (typeof columns)[0] =>
    one[0] === 'policy_logp' ? [one[0], lists] : one,
  );
  expect(decodeWith(uneven)).toThrow('row 0 has another number of values in policy_logp');
});

test('parts by their numbers, and those that a merge left over', () => {
  const name = (first: number, last: number) => partName(first, last, Buffer.from(`${first} ${last}`));
  const names = [name(1, 16), name(16, 16), name(3, 3), name(17, 17), name(18, 1_000_000)];
  const { live, left } = partsAmong(
    [...names].reverse().concat('notes.txt', `${names[0]}.new`, '000002-000001-0123456789ab.arrow'),
  );
  expect(live.map((part) => part.name)).toEqual([names[0], names[3], names[4]]);
  expect(left.map((part) => part.name)).toEqual([names[2], names[1]]);
});
