import { firstInvalidUtf8 } from '../invalidUtf8.ts';
import type { RawLine } from '../lines.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problems.ts';
import type { Place } from './physical.ts';

/** `byteOffset` is that of the bytes in the unpacked file. */
export function invalidUtf8(bytes: Buffer, byteOffset: number): Problem {
  const at = firstInvalidUtf8(bytes);
  const before = bytes.toString('utf8', 0, at).length;
  const data = { found: `0x${bytes.toString('hex', at, at + 1).toUpperCase()}`, offset: byteOffset + at };
  return problem('invalid-utf8', { start: before, end: before + 1 }, data);
}

export function tooLong(byteLength: number, most: number): Problem {
  const data = { megabytes: Math.ceil(byteLength / 2 ** 20), limit: Math.floor(most / 2 ** 20) };
  return problem('line-too-long', { start: 0, end: 1 }, data);
}

/** An archive or table that cannot be read on. `what` goes on after "because", `after` names what was read before. */
export function archiveBroken(kind: string, what: string, after: string): Problem {
  return problem('archive-broken', { start: 0, end: 1 }, { kind, what, after });
}

/** What is wrong with a file and with none of its records. */
export function problemLine(line: number, byteOffset: number, found: Problem, place?: Place): RawLine {
  return { line, byteOffset, byteLength: 0, text: '', problem: found, ...(place ? { place } : {}) };
}
