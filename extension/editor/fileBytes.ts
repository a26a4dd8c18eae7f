import { open } from 'node:fs/promises';
import { describe } from '../dataset/checkLine.ts';
import { readLines } from '../dataset/lines.ts';
import type { LineProblem } from './problemCap.ts';

export async function fileStartsWithMark(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(3), 0, 3, 0);
    return bytesRead === 3 && startsWithMark(buffer);
  } finally {
    await file.close();
  }
}

/** UTF-8 bytes of U+FEFF. */
export function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Lines (0-based) whose bytes are not UTF-8; places as an editor counts, which hides a byte order mark. */
export async function invalidLines(path: string): Promise<LineProblem[]> {
  const found: LineProblem[] = [];
  for await (const block of readLines(path))
    for (const { line, text, problem } of block) {
      if (problem?.code !== 'invalid-utf8') continue;
      const located = describe(text, problem);
      const hidden = line === 1 && text.startsWith('\ufeff') ? 1 : 0;
      found.push({
        line: line - 1,
        problem: { ...located, start: located.start - hidden, end: located.end - hidden },
      });
    }
  return found;
}
