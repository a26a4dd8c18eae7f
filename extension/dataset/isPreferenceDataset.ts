import { has, isObject, type JsonObject } from './formats/format.ts';
import { formatOf } from './formats/index.ts';
import { native } from './formats/native.ts';
import { sides } from './formats/pairSides.ts';
import { unpaired } from './formats/unscorable.ts';
import { isTooLarge } from './jsonText.ts';

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
  const tally = preferenceTally();
  for (const line of lines) {
    tally.add(line);
    if (tally.decided()) break;
  }
  return tally.verdict() === true;
}

/** The same line by line; lines after it is `decided` change nothing. */
export function preferenceTally() {
  let records = 0;
  let rankings = 0;
  let units = 0;
  const decided = () => records >= recordsLooked || units >= unitsLooked;
  return {
    decided,
    add(line: string): void {
      if (decided() || line.trim() === '') return;
      if (looksLikeRanking(line)) rankings++;
      units += line.length;
      records++;
    },
    /** So far; undefined while no line said anything. */
    verdict: () => (records === 0 ? undefined : rankings > 0 && records <= rankings * (1 + othersPerRanking)),
  };
}

/** One line, which may be broken in any way. */
export function looksLikeRanking(line: string): boolean {
  const record = parsed(line);
  if (!record) return false;
  const format = formatOf(record);
  if (!format || format === unpaired) return false;
  if (format === native)
    return has(record, 'prompt') || ['ranking', 'ranks', 'scores'].some((key) => has(record, key));
  // One side alone may be anything.
  return !format.columns.includes('rejected') || sides.every((side) => Object.hasOwn(record, side));
}

function parsed(line: string): JsonObject | undefined {
  try {
    if (isTooLarge(line)) return visible(line);
    const value: unknown = JSON.parse(line.replace(/^\ufeff+/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return visible(line);
  }
}

/** Of what is not JSON, the keys that can be seen. Texts hold escaped quotes, so none is mistaken for a key. */
function visible(line: string): JsonObject | undefined {
  // Python's str() writes single quotes.
  const keys = [...line.slice(0, unitsLooked).matchAll(/(?<!\\)(["'])(\w+)\1\s*:/g)].map(
    ([, , key]) => [key, ''] as const,
  );
  // trimStart takes a byte order mark off, too.
  return line.trimStart().startsWith('{') ? Object.fromEntries(keys) : undefined;
}
