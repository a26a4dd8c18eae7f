import { createHash } from 'node:crypto';

/** Identity of one of a record's rankings, by its place among them. */
export function exampleHash(recordHash: string, part: number): string {
  return part === 0 ? recordHash : `${recordHash}/${part}`;
}

/** What `exampleHash` was made of. */
export function partOf(hash: string): { readonly recordHash: string; readonly part: number } {
  const [recordHash, part = '0'] = hash.split('/');
  return { recordHash, part: Number(part) };
}

/** Identity of a record's text: 16 base64url characters (96 bits) of SHA-1 over the line without BOM, CR and LF. Not for security. */
export function lineHash(line: string): string {
  const from = line.charCodeAt(0) === 0xfeff ? 1 : 0;
  let to = line.length;
  while (to > from && (line[to - 1] === '\n' || line[to - 1] === '\r')) to--;
  // Of the first bytes, as a part of a longer text would keep all of it in memory.
  return createHash('sha1').update(line.slice(from, to), 'utf8').digest().toString('base64url', 0, 12);
}
