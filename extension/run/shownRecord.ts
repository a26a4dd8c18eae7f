import { offsetAt, physicalRange } from '../dataset/containers/physical.ts';
import { recordOver } from '../dataset/containers/recordOver.ts';
import type { Place } from '../dataset/example.ts';
import type { RawLine } from '../dataset/lines.ts';
import { locate } from '../dataset/locate.ts';
import { recordAround } from '../dataset/recordAround.ts';
import { recordIn } from '../dataset/recordIn.ts';
import type { TokensRequest } from './evaluation.ts';

/** A record of a document, with indices of lines as in `TokensRequest.around`. */
export interface ShownRecord {
  readonly first: number;
  readonly end: number;
  readonly raw: RawLine;
  /** In the text of `raw`, of the place that is asked about: UTF-16 units. */
  readonly offset: number;
  /** Where a piece of it begins; UTF-16 units. */
  placeOf(place: Place): { readonly line: number; readonly character: number };
}

/** The record that a request asks about; undefined where it may go on beyond the lines that are given. Rejects as `readLines`. */
export async function shownRecord({
  around,
  reading,
  saved,
  character = 0,
}: TokensRequest): Promise<ShownRecord | undefined> {
  const { texts, at } = around;
  if (saved && texts[at].trim() !== '' && recordIn(texts[at]) === undefined) {
    const over = await recordOver(saved.path, saved.firstLine + at, { reading });
    if (over) {
      const { raw, line, endLine } = over;
      const { place, places = place ? [place] : [], text } = raw;
      const [part] = text.split('\n', 1);
      return {
        first: line - saved.firstLine,
        end: endLine + 1 - saved.firstLine,
        raw,
        offset: place ? offsetAt(place, text, { line: saved.firstLine + at, column: character + 1 }) : 0,
        placeOf(piece) {
          const begins = physicalRange(places, text, locate(part, { ...piece, line: undefined }));
          return { line: begins.line - saved.firstLine, character: begins.column - 1 };
        },
      };
    }
  }
  const found = recordAround(around, reading);
  if (!found) return undefined;
  const { first, end, text } = found;
  return {
    first,
    end,
    // Not the first of its file: an editor keeps the mark of the byte order to itself.
    raw: { line: 2, lines: end - first, byteOffset: 0, byteLength: 0, text },
    offset: character,
    placeOf(piece) {
      const line = first + (piece.line ?? 0);
      return { line, character: locate(texts[line], piece).start };
    },
  };
}
