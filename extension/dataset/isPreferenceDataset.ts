import { has, isObject, type JsonObject } from './formats/format.ts';
import { formatOf } from './formats/index.ts';

/** Records that are enough to tell, and how much text is looked at for it. */
const recordsLooked = 20;
const unitsLooked = 1 << 18;
/** Records a file may have of other kinds, or too broken to tell, for each ranking in it. */
const othersPerRanking = 2;

/**
 * Whether a JSONL file holds rankings, told from the text of its first lines. A record counts by its keys, so a
 * broken one counts too; logs, chats without a preference and files of a single pretty-printed object do not.
 */
export function isPreferenceDataset(lines: Iterable<string>): boolean {
  let records = 0;
  let rankings = 0;
  let units = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    if (looksLikeRanking(line)) rankings++;
    units += line.length;
    if (++records >= recordsLooked || units >= unitsLooked) break;
  }
  return rankings > 0 && records <= rankings * (1 + othersPerRanking);
}

/** One line, which may be broken in any way. */
export function looksLikeRanking(line: string): boolean {
  const record = parsed(line);
  if (!record) return false;
  const format = formatOf(record);
  if (format?.name === 'native')
    return has(record, 'prompt') || ['ranking', 'ranks', 'scores'].some((key) => has(record, key));
  return format !== undefined && Object.hasOwn(record, 'chosen') && Object.hasOwn(record, 'rejected');
}

function parsed(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line.replace(/^\ufeff+/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    // Not JSON: the keys that can be seen stand for the record. Texts hold escaped quotes, so none is mistaken for a key.
    const keys = [...line.slice(0, unitsLooked).matchAll(/(?<!\\)"(\w+)"\s*:/g)].map(
      ([, key]) => [key, ''] as const,
    );
    // trimStart takes a byte order mark off, too.
    return line.trimStart().startsWith('{') ? Object.fromEntries(keys) : undefined;
  }
}
