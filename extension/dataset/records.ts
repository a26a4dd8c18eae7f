import { type RawLine, type ReadOptions, readLines } from './lines.ts';
import { formatFor, type Reading } from './reading.ts';
import { recordIn } from './recordIn.ts';

/** Longer groups are cut: nobody ranks so many responses, and their texts are in memory together. */
const mostLines = 10_000;
const mostUnits = 1 << 26;

export interface RecordOptions extends ReadOptions {
  readonly reading?: Reading;
}

/**
 * The records of a file in blocks. In most formats a record is a line; in those that have one response a line, or one pair, it is
 * all lines in a row that belong to one prompt, their texts joined by line feeds. The first record that a format knows decides.
 */
export async function* readRecords(path: string, options: RecordOptions = {}): AsyncGenerator<RawLine[]> {
  const { reading = {} } = options;
  let grouping: boolean | undefined;
  let open: Group | undefined;
  for await (const block of readLines(path, options)) {
    if (grouping === undefined)
      for (const { text } of block) {
        const record = recordIn(text);
        const format = record && formatFor(record, reading);
        if (!format) continue;
        grouping = format.group !== undefined;
        break;
      }
    if (!grouping) {
      yield block;
      continue;
    }
    const whole: RawLine[] = [];
    for (const line of block) {
      const key = line.problem ? undefined : groupKeyOf(line.text, reading);
      if (open && key !== undefined && key === open.key && canTake(open, line)) add(open, line);
      else {
        if (open) whole.push(joined(open));
        open = { key, lines: [line], units: line.text.length };
      }
    }
    if (whole.length > 0) yield whole;
  }
  if (open) yield [joined(open)];
}

interface Group {
  /** Undefined: a line that belongs to no group. */
  readonly key: string | undefined;
  readonly lines: RawLine[];
  units: number;
}

function canTake({ lines, units }: Group, { line }: RawLine): boolean {
  // A blank line between two would make their bytes another text.
  const follows = line === lines[lines.length - 1].line + 1;
  return follows && lines.length < mostLines && units < mostUnits;
}

function add(group: Group, line: RawLine): void {
  group.lines.push(line);
  group.units += line.text.length;
}

function joined({ lines }: Group): RawLine {
  const [first] = lines;
  if (lines.length === 1) return first;
  const last = lines[lines.length - 1];
  return {
    ...first,
    byteLength: last.byteOffset + last.byteLength - first.byteOffset,
    text: lines.map(({ text }) => text).join('\n'),
    lines: lines.length,
    ...(first.place ? { places: lines.flatMap(({ place }) => place ?? []) } : {}),
  };
}

/** The bytes of a record, read again, as the text that it has here. */
export function recordText(bytes: string): string {
  return bytes.replaceAll('\r\n', '\n');
}

/** What the lines of one record have in common, in formats where several lines in a row are one; undefined of other lines. */
export function groupKeyOf(line: string, reading: Reading): string | undefined {
  const record = recordIn(line);
  const format = record && formatFor(record, reading);
  const key = record && format?.group?.keyOf(record, reading.chosen ?? {});
  return key === undefined ? undefined : `${format?.name} ${key}`;
}
