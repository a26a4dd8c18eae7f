import { open } from 'node:fs/promises';

const chunkBytes = 4 << 20;
/** A longer line is passed over, as everywhere. */
const mostLineBytes = 64 << 20;
const lineFeed = 10;

/** Whether a record's own text holds `query`, in any case, written out or escaped as JSON may. */
export function textMatcher(query: string): (text: string) => boolean {
  const escaped = JSON.stringify(query).slice(1, -1);
  const forms = [...new Set([query, escaped, escaped.replaceAll('/', '\\/')])].map((f) => f.toLowerCase());
  return (text) => {
    const lower = written(text).toLowerCase();
    return forms.some((form) => lower.includes(form));
  };
}

/** Escapes by number as the characters that they are, but those that JSON needs. */
function written(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})/g, (whole, hex) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return character < ' ' || character === '"' || character === '\\' ? whole : character;
  });
}

/**
 * Lines (1-based) of a file that hold `query`, in file order, with the bytes that were looked at. Bytes are searched as they are, so that
 * no string is made of what does not match. Rejects as the file system does, or with the signal's reason.
 */
export async function* findLines(
  path: string,
  query: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly lines: readonly number[]; readonly bytes: number }> {
  const isMatch = textMatcher(query);
  const pattern = bytePattern(query);
  const file = await open(path);
  try {
    let buffer = Buffer.allocUnsafe(2 * chunkBytes);
    let [held, position, line] = [0, 0, 1];
    for (;;) {
      signal.throwIfAborted();
      if (buffer.length - held < chunkBytes) {
        const wider = Buffer.allocUnsafe(2 * buffer.length);
        buffer.copy(wider, 0, 0, held);
        buffer = wider;
      }
      const { bytesRead } = await file.read(buffer, held, chunkBytes, position);
      position += bytesRead;
      const end = held + bytesRead;
      const whole = bytesRead === 0 ? end : buffer.subarray(0, end).lastIndexOf(lineFeed) + 1;
      const found = linesIn(buffer.subarray(0, whole), line, pattern, isMatch);
      line = found.next;
      buffer.copyWithin(0, whole, end);
      held = end - whole;
      if (held > mostLineBytes) held = 0;
      yield { lines: found.lines, bytes: position };
      if (bytesRead === 0) return;
    }
  } finally {
    await file.close();
  }
}

/** Finds all lines that may match, and some more; over bytes as Latin-1, where only ASCII letters have a case. */
function bytePattern(query: string): RegExp {
  const characters = [...query].map((character) => {
    const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
    const forms = new Set([...cases].flatMap(formsOf));
    const quoted = [...forms].map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    return quoted.length === 1 ? quoted[0] : `(?:${quoted.join('|')})`;
  });
  return new RegExp(characters.join(''), 'gi');
}

/** Bytes of a character as it stands in JSON: written out, escaped as it must be, and by number as many writers do. */
function formsOf(character: string): string[] {
  const bytes = Buffer.from(character).toString('latin1');
  if (/^[\w ]$/.test(character)) return [bytes];
  const numbers = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  const byNumber = numbers.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  return [bytes, JSON.stringify(character).slice(1, -1), `\\${character}`, byNumber].map((form) =>
    form === bytes ? form : Buffer.from(form).toString('latin1'),
  );
}

function linesIn(
  bytes: Buffer,
  first: number,
  pattern: RegExp,
  isMatch: (text: string) => boolean,
): { lines: number[]; next: number } {
  const text = bytes.toString('latin1');
  const lines: number[] = [];
  let [line, counted] = [first, 0];
  const countTo = (end: number) => {
    for (
      let at = bytes.indexOf(lineFeed, counted);
      at >= 0 && at < end;
      at = bytes.indexOf(lineFeed, counted)
    ) {
      line++;
      counted = at + 1;
    }
  };
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    countTo(hit.index);
    const after = bytes.indexOf(lineFeed, hit.index);
    const end = after < 0 ? bytes.length : after;
    if (isMatch(bytes.toString('utf8', counted, end))) lines.push(line);
    // One hit a line is enough.
    pattern.lastIndex = end;
    if (end === bytes.length) break;
  }
  countTo(bytes.length);
  return { lines, next: line };
}
