import { looksLikeRanking } from '../isPreferenceDataset.ts';
import { keyText, skipSpace, stringEnd, valueEnd } from '../jsonText.ts';
import { recordIn } from '../recordIn.ts';
import { type Piece, Splitter } from './splitter.ts';

/**
 * How records stand in a text: one a line; one after the other in any spacing; as elements of the file's one list; as elements of a list
 * in an object, as {"data": [...]}; or not at all, for a list holds one field of all of them.
 */
export type TextKind = 'lines' | 'objects' | 'list' | 'listInObject' | 'columns';

export interface TextLayout {
  readonly kind: TextKind;
  /** Offset in the head from which records are read: after the bracket of their list, or a byte order mark. */
  readonly start: number;
}

/** A byte order mark in UTF-8, where each byte is a character. */
const markBytes = '\u00ef\u00bb\u00bf';

/**
 * Told from the first part of a text; `isWhole` where there is no more. What is no JSON at all, or cannot be told, has lines. Only ASCII
 * matters, so bytes may be given as Latin-1, in which offsets are theirs.
 */
export function textLayout(head: string, isWhole: boolean): TextLayout {
  const mark = head.startsWith(markBytes) ? markBytes.length : 0;
  const lines: TextLayout = { kind: 'lines', start: 0 };
  const start = skipSpace(head, mark);
  if (head[start] === '[')
    return opensList(head, start, isWhole) ? { kind: 'list', start: start + 1 } : lines;
  if (head[start] !== '{') return lines;
  const [first, second] = firstLines(head, start, isWhole);
  const isFirst = first !== undefined && isRecord(first);
  if (isFirst && second !== undefined && isRecord(second)) return lines;
  const isAlone = second === undefined || head.slice(valueEnd(head, start)).trim() === '';
  if (isAlone) {
    const list = listIn(head, start);
    if (list === 'columns') return { kind: 'columns', start: mark };
    if (list !== undefined) return { kind: 'listInObject', start: list };
  }
  if (isFirst && second === undefined) return lines;
  return countsAsObjects(head, start, isWhole) ? { kind: 'objects', start: mark } : lines;
}

/** The first two lines that are not blank, where they are whole. */
function firstLines(head: string, start: number, isWhole: boolean): string[] {
  const found: string[] = [];
  for (let from = start; from < head.length && found.length < 2; ) {
    const end = head.indexOf('\n', from);
    if (end < 0 && !isWhole) break;
    const line = head.slice(from, end < 0 ? head.length : end);
    if (line.trim() !== '') found.push(line);
    from = end < 0 ? head.length : end + 1;
  }
  return found;
}

const isRecord = (line: string) => /^\s*\{/.test(line) && recordIn(line) !== undefined;

/** A list of objects that is the whole file; lists on lines of their own are no records, and are told of line by line. */
function opensList(head: string, start: number, isWhole: boolean): boolean {
  const next = skipSpace(head, start + 1);
  if (next >= head.length) return !isWhole;
  if (head[next] === ']') return head.slice(next + 1).trim() === '';
  if (head[next] !== '{') return false;
  const [first, second] = firstLines(head, start, isWhole);
  return first === undefined || second === undefined || !isJson(first);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Lines of a head that are looked at one by one. */
const linesCounted = 2000;

/** Whether more of the head makes sense as objects in any spacing than as lines. */
function countsAsObjects(head: string, start: number, isWhole: boolean): boolean {
  const splitter = new Splitter({ inList: false, maxBytes: head.length * 3 });
  const pieces = splitter.push(Buffer.from(head.slice(start))).map(asText);
  if (isWhole) pieces.push(...splitter.finish().map(asText));
  const records = pieces.filter(({ text, line }) => line <= linesCounted && recordIn(text) !== undefined);
  const objects = records.filter(({ text, line }, i) => {
    const sharesLine = records[i - 1]?.line === line || records[i + 1]?.line === line;
    return sharesLine || text.includes('\n');
  }).length;
  const lines = head
    .split('\n', linesCounted)
    .filter((line) => line.startsWith('{') && recordIn(line) !== undefined).length;
  if (objects !== lines) return objects > lines;
  // Nothing is whole: does the first line go on?
  return objects === 0 && goesOn(head, start, isWhole);
}

function asText({ bytes, line }: Piece): { readonly text: string; readonly line: number } {
  return { text: bytes?.toString('utf8') ?? '', line };
}

/** The first line ends where no record does, and another follows. */
function goesOn(head: string, start: number, isWhole: boolean): boolean {
  const end = head.indexOf('\n', start);
  if (end < 0 || (isWhole && head.slice(end).trim() === '')) return false;
  return /[{[,:]$/.test(head.slice(start, end).trimEnd().slice(-1));
}

/** Names under which a prompt stands: a list of texts there is that of all records. */
const promptNames = new Set(['prompt', 'question', 'instruction', 'query']);

/** Of one object: after the bracket of the list of records in it; or that its lists are the columns of a table. */
function listIn(head: string, start: number): number | 'columns' | undefined {
  const keys: Record<string, unknown> = {};
  for (let i = skipSpace(head, start + 1); head[i] === '"'; ) {
    const end = stringEnd(head, i);
    const colon = skipSpace(head, end);
    if (head[colon] !== ':') return undefined;
    const key = keyIn(head, i, end);
    const value = skipSpace(head, colon + 1);
    const inside = skipSpace(head, value + 1);
    keys[key] = [];
    if (head[value] === '[' && head[inside] === '{') {
      const element = head.slice(inside, valueEnd(head, inside));
      // A record may have a list of what looks like records, too.
      if (looksLikeRanking(element)) return looksLikeRanking(JSON.stringify(keys)) ? undefined : value + 1;
    }
    const isColumn = head[value] === '[' ? head[inside] === '"' : isIndexed(head, value, inside);
    if (isColumn && promptNames.has(key)) return 'columns';
    const after = skipSpace(head, valueEnd(head, value));
    if (head[after] !== ',') return undefined;
    i = skipSpace(head, after + 1);
  }
  return undefined;
}

function keyIn(head: string, start: number, end: number): string {
  try {
    return keyText(head, { start, end });
  } catch {
    return head.slice(start + 1, end - 1);
  }
}

/** As pandas writes a table unless it is asked for records: {"prompt": {"0": ..., "1": ...}}. */
function isIndexed(head: string, value: number, inside: number): boolean {
  return head[value] === '{' && head.startsWith('"0"', inside);
}
