import type { LinesAround } from '../dataset/recordAround.ts';
import type { RankingTokens } from '../run/evaluation.ts';
import type { TextLines } from '../run/results.ts';

/** Lines on each side of one, and UTF-16 units of theirs, that are looked at for the rest of its record. */
export interface Reach {
  readonly lines: number;
  readonly units: number;
}

/** Nearly all records are a line, or a few; the last is far more than anybody ranks. */
export const reaches: readonly Reach[] = [
  { lines: 16, units: 1 << 16 },
  { lines: 256, units: 1 << 20 },
  { lines: 4096, units: 1 << 23 },
];

/** `RankingTokens` with 0-based lines of the document. Undefined: its record goes on beyond the last reach. */
export async function tokensAround(
  document: TextLines,
  line: number,
  ask: (around: LinesAround, from: number) => Promise<RankingTokens | undefined>,
): Promise<RankingTokens | undefined> {
  for (const reach of reaches) {
    const { from, around } = linesAround(document, line, reach);
    const shown = await ask(around, from);
    if (!shown) continue;
    const { first, end, begins } = shown;
    return {
      ...shown,
      first: from + first,
      end: from + end,
      begins: { ...begins, line: from + begins.line },
    };
  }
  return undefined;
}

/** A 0-based line of a document with its neighbours; it is there itself however long it is. */
export function linesAround(
  document: TextLines,
  line: number,
  { lines, units }: Reach,
): { readonly from: number; readonly around: LinesAround } {
  const text = (at: number) => document.lineAt(at).text;
  const side = (step: 1 | -1) => {
    const texts: string[] = [];
    let left = units;
    for (let at = line + step; at >= 0 && at < document.lineCount && texts.length < lines; at += step) {
      left -= text(at).length;
      if (left < 0) break;
      texts.push(text(at));
    }
    return texts;
  };
  const [before, after] = [side(-1).reverse(), side(1)];
  const from = line - before.length;
  const around = {
    texts: [...before, text(line), ...after],
    at: before.length,
    moreBefore: from > 0,
    moreAfter: line + after.length + 1 < document.lineCount,
  };
  return { from, around };
}
