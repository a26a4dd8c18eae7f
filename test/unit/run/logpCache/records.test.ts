import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordBytes, recordReader, writeRecord } from '../../../../extension/run/logpCache/records.ts';

const seed = 77;
const logps = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 20 });

function written(values: readonly number[], own = seed): Buffer {
  const bytes = Buffer.alloc(values.length * recordBytes);
  values.forEach((logp, i) => {
    writeRecord(bytes, i * recordBytes, own, Uint32Array.of(i, 2, 3, 0xffffffff), logp);
  });
  return bytes;
}

function read(blocks: readonly Uint8Array[], own = seed) {
  const found: [number, number][] = [];
  const reader = recordReader(own, (key, logp) => void found.push([key[0], logp]));
  const went = blocks.map((block) => reader.read(block));
  reader.end();
  return { found, bad: reader.badBytes, went };
}

test('what was written is read, however the blocks are cut', () => {
  fc.assert(
    fc.property(logps, fc.nat(), (values, cut) => {
      const bytes = written(values);
      const at = cut % (bytes.length + 1);
      const { found, bad } = read([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(found).toEqual([...values.entries()]);
      expect(bad).toBe(0);
    }),
  );
});

test('a write that was cut off costs its own record and none of those after it', () => {
  fc.assert(
    fc.property(logps, logps, fc.integer({ min: 1, max: recordBytes - 1 }), (before, after, missing) => {
      const torn = written(before).subarray(0, before.length * recordBytes - missing);
      const { found, bad } = read([torn, written(after)]);
      expect(found).toEqual([...[...before.entries()].slice(0, -1), ...after.entries()]);
      expect(bad).toBe(recordBytes - missing);
    }),
  );
});

test('a flipped bit, anywhere, is never read as a number', () => {
  fc.assert(
    fc.property(logps, fc.nat(), (values, where) => {
      const bytes = written(values);
      const bit = where % (8 * bytes.length);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      const hit = Math.floor(bit / 8 / recordBytes);
      expect(read([bytes]).found).toEqual([...values.entries()].filter(([i]) => i !== hit));
    }),
  );
});

test('the records of another model are not read, nor is a file of something else to its end', () => {
  expect(read([written([-1, -2])], seed + 1).found).toEqual([]);
  const { found, went } = read([Buffer.alloc(2 ** 20, 'something else '), Buffer.alloc(1000), written([-1])]);
  expect(found).toEqual([]);
  expect(went.at(-1)).toBe(false);
});
