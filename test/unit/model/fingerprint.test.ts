import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../extension/model/fingerprint.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';

const folder = mkdtempSync(join(tmpdir(), 'plackett-fingerprint-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

describe('a fingerprint', () => {
  it('is of the content: the same for a copy and after a touch, another after any byte', async () => {
    writeFileSync(file('a.onnx'), Buffer.alloc(200_000, 7));
    const before = await fingerprint(folder, [file('a.onnx')]);
    utimesSync(file('a.onnx'), 1, 1);
    expect(await fingerprint(folder, [file('a.onnx')])).toBe(before);
    const copy = mkdtempSync(join(tmpdir(), 'plackett-fingerprint-'));
    copyFileSync(file('a.onnx'), join(copy, 'a.onnx'));
    expect(await fingerprint(copy, [join(copy, 'a.onnx')])).toBe(before);
    rmSync(copy, { recursive: true });
    const bytes = Buffer.alloc(200_000, 7);
    bytes[123_456] = 8;
    writeFileSync(file('a.onnx'), bytes);
    // Size and time are the old ones.
    utimesSync(file('a.onnx'), 1, 1);
    expect(await fingerprint(folder, [file('a.onnx')])).not.toBe(before);
  });

  it('reads little of gigabytes, and sees other weights and another size', async () => {
    const large = file('weights.bin');
    writeFileSync(large, '');
    truncateSync(large, 10 * 2 ** 30);
    const spent = cpuTime();
    const before = await fingerprint(folder, [large]);
    expect(spent()).toBeLessThan(5000);
    truncateSync(large, 10 * 2 ** 30 + 1);
    expect(await fingerprint(folder, [large])).not.toBe(before);
    truncateSync(large, 10 * 2 ** 30);
    const descriptor = openSync(large, 'r+');
    writeSync(descriptor, 'the end', 10 * 2 ** 30 - 7);
    closeSync(descriptor);
    expect(await fingerprint(folder, [large])).not.toBe(before);
  });

  it('tells a missing file from an empty one', async () => {
    writeFileSync(file('empty'), '');
    expect(await fingerprint(folder, [file('empty')])).not.toBe(await fingerprint(folder, [file('none')]));
  });
});
