import { isUtf8 } from 'node:buffer';
import type { RawLine, ReadOptions } from '../lines.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problems.ts';
import { recordIn } from '../recordIn.ts';
import { invalidUtf8, problemLine, tooLong } from './byteProblems.ts';
import type { OpenSource } from './openSource.ts';
import type { Place } from './physical.ts';
import { respaced } from './respaced.ts';
import { type Piece, Splitter } from './splitter.ts';

export interface TextRecordOptions {
  readonly maxLineBytes: number;
  readonly from?: ReadOptions['from'];
}

/** The records of a text that does not hold one a line, in blocks; see `Splitter`. */
export async function* textRecords(
  source: OpenSource,
  { maxLineBytes, from }: TextRecordOptions,
): AsyncGenerator<RawLine[]> {
  const { container, layout, head } = source;
  const start = { line: 1, column: 1 };
  if (container.kind === 'columns') {
    yield [problemLine(1, 0, problem('columns-not-records', { start: 0, end: 1 }), start)];
    return;
  }
  const byteOffset = from?.byteOffset ?? layout.start;
  const place = from ? from.place : placeAfter(head.subarray(0, layout.start));
  const splitter = new Splitter({
    inList: container.kind !== 'objects',
    endsWithList: container.kind === 'listInObject',
    maxBytes: maxLineBytes,
    byteOffset,
    ...place,
  });
  let next = from?.line ?? 1;
  const record = (piece: Piece): RawLine => {
    const raw = asRecord(piece, next++, maxLineBytes);
    const text = raw.line === 1 && head.indexOf('\ufeff') === 0 ? `\ufeff${raw.text}` : raw.text;
    return { ...raw, text, ...(place ? { place: { line: piece.line, column: piece.column } } : {}) };
  };
  const all = source.bytes(byteOffset);
  for await (const bytes of all) {
    const block = splitter.push(bytes).map(record);
    if (block.length > 0) yield block;
  }
  const rest = splitter.finish();
  // What is cut off with an archive cannot be mended in the record.
  const whole = all.broken ? rest.filter(({ bytes }) => bytes && recordIn(bytes.toString('utf8'))) : rest;
  const last = whole.map(record);
  const ending = all.broken ?? (splitter.isComplete ? undefined : listOpen());
  if (ending) last.push(problemLine(next, splitter.byteOffset, ending, place && splitter.place));
  if (last.length > 0) yield last;
}

function asRecord({ byteOffset, byteLength, bytes }: Piece, line: number, most: number): RawLine {
  const own = { line, byteOffset, byteLength };
  if (!bytes) return { ...own, text: '', problem: tooLong(byteLength, most) };
  const spaced = respaced(bytes);
  const text = spaced.toString('utf8');
  return isUtf8(spaced) ? { ...own, text } : { ...own, text, problem: invalidUtf8(spaced, byteOffset) };
}

function listOpen(): Problem {
  return problem('json-syntax', { start: 0, end: 1 }, { reason: 'list-open', found: '' });
}

/** Where the text goes on after its first bytes. */
function placeAfter(bytes: Buffer): Place {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) line++;
  const text = bytes.toString('utf8', bytes.lastIndexOf(10) + 1).replace(/^\ufeff/, '');
  return { line, column: text.length + 1 };
}
