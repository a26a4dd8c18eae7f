import { recordLine } from './recordLine.ts';
import { respaced } from './respaced.ts';
import { type Piece, Splitter } from './splitter.ts';
import { type TextLayout, textLayout } from './textKind.ts';

/** The text as JSON lines, no value of it changed; undefined where it has lines already, or no records. What is no record stays, on lines of its own. */
export function jsonLinesOf(text: string): string | undefined {
  const layout = textLayout(text, true);
  if (layout.kind === 'lines' || layout.kind === 'columns') return undefined;
  return recordTexts(text, layout)
    .map(
      (record) =>
        `${recordLine({ text: record, place: { line: 1, column: 1 } }) ?? record.replaceAll('\r', ' ')}\n`,
    )
    .join('');
}

/** The texts of the records in a text, or in the first part of one, whole or not. */
export function recordTexts(text: string, { kind, start }: TextLayout): string[] {
  const splitter = new Splitter({
    inList: kind !== 'objects',
    endsWithList: kind === 'listInObject',
    maxBytes: Number.POSITIVE_INFINITY,
  });
  const textOf = ({ bytes }: Piece) => (bytes ? respaced(bytes).toString('utf8') : '');
  return [...splitter.push(Buffer.from(text.slice(start))).map(textOf), ...splitter.finish().map(textOf)];
}
