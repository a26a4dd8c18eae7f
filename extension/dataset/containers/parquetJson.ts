import { isUtf8 } from 'node:buffer';
import type { ParquetParsers } from 'hyparquet';

/** How values come from a table: as what JSON has, so that a row's text is JSON. Times are in ISO 8601, to the last digit. */
export const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => isoTime(value, 1_000n),
  timestampFromMicroseconds: (value) => isoTime(value, 1_000_000n),
  timestampFromNanoseconds: (value) => isoTime(value, 1_000_000_000n),
  dateFromDays: (days) => isoTime(BigInt(days) * 86_400n, 1n).slice(0, -'T00:00:00Z'.length),
  stringFromBytes: (bytes) => bytes && asBuffer(bytes).toString('utf8'),
  jsonFromBytes(bytes) {
    const text = bytes && asBuffer(bytes).toString('utf8');
    try {
      return text && JSON.parse(text);
    } catch {
      return text;
    }
  },
};

/**
 * A row as JSON. Whole numbers that a double cannot hold become texts; bytes become text where they are some, and else {"bytes": N},
 * which stands for N bytes of an image. NaN and what is missing are null.
 */
export function rowText(row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(row, (_key, value: unknown) => {
    if (value === undefined) return null;
    if (typeof value === 'bigint')
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
        ? Number(value)
        : String(value);
    if (value instanceof Uint8Array)
      return isUtf8(value) ? asBuffer(value).toString('utf8') : { bytes: value.length };
    return ArrayBuffer.isView(value) ? Array.from(value as unknown as Iterable<unknown>) : value;
  });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Years that four digits hold; others stay numbers, as text. */
const [firstSecond, lastSecond] = [-62_135_596_800n, 253_402_300_799n];

function isoTime(value: bigint, perSecond: bigint): string {
  const rest = ((value % perSecond) + perSecond) % perSecond;
  const seconds = (value - rest) / perSecond;
  if (seconds < firstSecond || seconds > lastSecond) return String(value);
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -'.000Z'.length);
  const digits = String(rest)
    .padStart(String(perSecond).length - 1, '0')
    .replace(/0+$/, '');
  return digits === '' ? `${whole}Z` : `${whole}.${digits}Z`;
}
