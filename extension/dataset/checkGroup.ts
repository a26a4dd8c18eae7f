import {
  asExample,
  type CheckedLine,
  describe,
  findings,
  type LineOptions,
  readRecord,
} from './checkLine.ts';
import type { Member, Report } from './formats/format.ts';
import { formatFor } from './reading.ts';

/**
 * Reads and checks a record of several lines, joined by line feeds, as `readRecords` gives them. Lines that have an error are left
 * out; the others are the record. Offsets of problems and fixes count in the whole text.
 */
export function checkGroup(text: string, { first, reading = {} }: LineOptions = {}): CheckedLine {
  const found = findings();
  const texts = text.split('\n');
  const starts = startsOf(texts);
  const members: Member[] = [];
  for (const [line, own] of texts.entries()) {
    const report: Report = (code, at, data) =>
      found.report(
        code,
        'start' in at ? { start: starts[line] + at.start, end: starts[line] + at.end } : { ...at, line },
        data,
      );
    const before = found.errorCount();
    const { record } = readRecord(own, report, first && line === 0);
    if (record) formatFor(record, reading)?.read(record, report, reading.chosen ?? {});
    if (record && found.errorCount() === before) members.push({ record, line, report });
  }
  const format = members.length > 0 ? formatFor(members[0].record, reading) : undefined;
  const own = findings();
  const draft = format?.group?.read(members, own.report, reading.chosen ?? {});
  const examples =
    format && draft ? [draft].map(asExample(members[0].record, format, members[0].report)) : [];
  const valid = own.valid(examples);
  own.handTo(found.report);
  return {
    examples: valid,
    problems: found.problems((defect) => {
      if ('start' in defect.at) return describe(text, defect);
      const { line = 0, ...at } = defect.at;
      const located = describe(texts[line], { ...defect, at });
      const shift = <T extends { readonly start: number; readonly end: number }>(span: T): T => ({
        ...span,
        start: span.start + starts[line],
        end: span.end + starts[line],
      });
      return {
        ...shift(located),
        fixes: located.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(shift) })),
      };
    }),
  };
}

/** UTF-16 units before each line. */
function startsOf(texts: readonly string[]): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const { length } of texts) {
    starts.push(at);
    at += length + 1;
  }
  return starts;
}
