import { maxDepth } from '../jsonSyntax.ts';
import type { Place } from './physical.ts';

/** A value, or what stands in its place. */
export interface Piece {
  /** In the unpacked text. */
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Good until the next bytes come; undefined where the piece is longer than is held. */
  readonly bytes: Buffer | undefined;
  /** Where it begins: 1-based line, and column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export interface SplitterOptions {
  /** The values are elements of a list that is open, or may open, and whose bracket ends them. */
  readonly inList: boolean;
  /** What follows the list is of no interest. */
  readonly endsWithList?: boolean;
  /** Longer pieces are passed over. */
  readonly maxBytes: number;
  /** Place of the first byte that comes: 1-based line and column. */
  readonly byteOffset?: number;
  readonly line?: number;
  readonly column?: number;
}

const [tab, lineFeed, carriageReturn, space] = [9, 10, 13, 32];
const [quote, comma, colon, backslash] = [34, 44, 58, 92];
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

/** What is deeper is no record: nothing reads it. */
const mostOpen = 2 * maxDepth;

/** `between` values; in a `value`; in a `word` that is none; after what breaks a value (`broken`), until the next record begins. */
type State = 'between' | 'value' | 'word' | 'broken';

/**
 * Cuts JSON values that stand one after the other, or in a list, out of bytes as they come. It looks at quotes and brackets only: what
 * is wrong inside of a value is for its check to say. Where brackets do not close, a line that begins with a brace as far from the
 * margin as the records do is taken for the next record, and what is before it for a broken one. At most two passes; holds one piece.
 */
export class Splitter {
  /** Whether what it reads ends where it may. */
  isComplete: boolean;
  private state: State = 'between';
  private pieces: Piece[] = [];
  /** Bytes that are not done with: `buffer[0]` is at `base` in the text, and `end` is after the last one. */
  private buffer = Buffer.alloc(0);
  private base: number;
  private at = 0;
  private end = 0;
  private line: number;
  private column: number;
  /** White space from the margin to the first other character of the line, as far as is read. */
  private indent = 0;
  private lineIsEmpty = true;
  /** How far from the margin records begin, once one has begun a line. */
  private recordIndent: number | undefined;

  // Of the piece that is being read.
  private start = 0;
  private startLine = 1;
  private startColumn = 1;
  private startIndent = 0;
  /** Bytes of it that were let go, for it is too long. */
  private dropped = 0;
  private readonly open = new Uint8Array(mostOpen);
  private depth = 0;
  private inText = false;
  private escaped = false;
  /** The last byte outside of texts that is no white space. */
  private before = 0;
  /** Whether its second line stands further from the margin than its first. */
  private isDeeper: boolean | undefined;
  /** The first line in it that looks like the start of a record. */
  private candidate: { readonly at: number; readonly line: number } | undefined;
  /** In the text: what was read twice is not read a third time. */
  private readTwiceUntil = 0;

  constructor(private readonly options: SplitterOptions) {
    this.isComplete = !options.inList;
    this.base = options.byteOffset ?? 0;
    this.line = options.line ?? 1;
    this.column = options.column ?? 1;
  }

  /** Where it stands in the text. */
  get byteOffset(): number {
    return this.base + this.at;
  }

  get place(): Place {
    return { line: this.line, column: this.column };
  }

  /** The pieces that end in these bytes. */
  push(bytes: Buffer): Piece[] {
    this.pieces = [];
    this.take(bytes);
    this.scan();
    if (this.state !== 'between' && this.end - this.start > this.options.maxBytes) {
      this.dropped += this.end - this.start;
      this.start = this.end;
      this.candidate = undefined;
    }
    return this.pieces;
  }

  /** What is left at the end. */
  finish(): Piece[] {
    this.pieces = [];
    while (this.state !== 'between') {
      if (this.canStartAgain()) {
        this.startAgain(this.end);
        this.scan();
        continue;
      }
      // It says itself that the end is missing.
      if (this.state !== 'word') this.isComplete = true;
      this.emit(this.end);
    }
    return this.pieces;
  }

  private take(bytes: Buffer): void {
    const keep = this.state === 'between' ? this.at : this.start;
    const rest = this.end - keep;
    if (rest + bytes.length > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(rest + bytes.length, 2 * rest));
      this.buffer.copy(larger, 0, keep, this.end);
      this.buffer = larger;
    } else if (keep > 0) this.buffer.copyWithin(0, keep, this.end);
    bytes.copy(this.buffer, rest);
    this.base += keep;
    this.at -= keep;
    this.start -= keep;
    this.end = rest + bytes.length;
    if (this.candidate) this.candidate = { ...this.candidate, at: this.candidate.at - keep };
  }

  private scan(): void {
    while (this.at < this.end) {
      if (this.state === 'between') this.between();
      else if (this.state === 'value') this.value();
      else if (this.state === 'word') this.word();
      else this.broken();
    }
  }

  private between(): void {
    const c = this.buffer[this.at];
    const isEmpty = isSpace(c);
    const { inList, endsWithList } = this.options;
    if (c === lineFeed) this.nextLine();
    else if (isEmpty || c === comma) this.pass(isEmpty);
    else if (inList && this.isComplete && endsWithList) {
      this.at = this.end;
    } else if (inList && c === (this.isComplete ? openList : closeList)) {
      this.isComplete = !this.isComplete;
      this.pass(false);
    } else if (c === openObject || c === openList || c === quote) this.begin('value');
    else this.begin('word');
  }

  /** One byte between pieces. */
  private pass(isEmpty: boolean): void {
    if (isEmpty && this.lineIsEmpty) this.indent++;
    this.column++;
    this.at++;
  }

  private nextLine(): void {
    this.at++;
    this.line++;
    this.column = 1;
    this.indent = 0;
    this.lineIsEmpty = true;
  }

  private begin(state: State): void {
    this.state = state;
    this.start = this.at;
    this.startLine = this.line;
    this.startColumn = this.column;
    this.startIndent = this.indent;
    if (this.lineIsEmpty && this.buffer[this.at] === openObject) this.recordIndent = this.indent;
    this.lineIsEmpty = false;
    this.dropped = 0;
    this.depth = 0;
    this.inText = false;
    this.escaped = false;
    this.before = 0;
    this.isDeeper = undefined;
    this.candidate = undefined;
  }

  /** Ends the piece there. */
  private emit(end: number): void {
    const { buffer, start, dropped } = this;
    const whole = buffer.subarray(start, end);
    let length = whole.length;
    while (length > 0 && (isSpace(whole[length - 1]) || whole[length - 1] === lineFeed)) length--;
    const byteLength = dropped + length;
    const isHeld = byteLength <= this.options.maxBytes;
    if (byteLength > 0)
      this.pieces.push({
        byteOffset: this.base + start - dropped,
        byteLength,
        bytes: isHeld ? whole.subarray(0, length) : undefined,
        line: this.startLine,
        column: this.startColumn,
      });
    // Of one that is too long only the bytes are counted.
    const lastLine = whole.subarray(whole.lastIndexOf(lineFeed) + 1);
    const units = isHeld ? lastLine.toString('utf8').length : lastLine.length;
    this.column = (lastLine.length < whole.length ? 1 : this.startColumn) + units;
    this.at = end;
    this.state = 'between';
  }

  private word(): void {
    const { buffer } = this;
    const { inList } = this.options;
    for (; this.at < this.end; this.at++) {
      const c = buffer[this.at];
      const isOther = c === lineFeed || c === comma || c === quote || c === openObject || c === openList;
      if (this.at > this.start && (isOther || (inList && c === closeList))) {
        this.emit(this.at);
        return;
      }
    }
  }

  private value(): void {
    const { buffer } = this;
    while (this.at < this.end) {
      const c = buffer[this.at];
      if (this.inText) {
        if (!this.text()) return;
        continue;
      }
      if (c === lineFeed) {
        this.nextLine();
        continue;
      }
      if (isSpace(c)) {
        if (this.lineIsEmpty) this.indent++;
        this.at++;
        continue;
      }
      if (this.lineIsEmpty) {
        this.isDeeper ??= this.indent > this.startIndent;
        if (c === openObject && this.beginsLikeRecord()) {
          if (!this.allowsValue()) {
            if (this.canStartAgain()) this.startAgain(this.at);
            else this.emitLine();
            return;
          }
          if (this.isDeeper) this.candidate ??= { at: this.at, line: this.line };
        }
        this.lineIsEmpty = false;
      }
      if (c === quote) this.inText = true;
      else if (c === openObject || c === openList) {
        if (this.depth === mostOpen) {
          this.breakOff();
          return;
        }
        this.open[this.depth++] = c;
      } else if (
        (c === closeObject || c === closeList) &&
        this.closes(c === closeObject ? openObject : openList)
      ) {
        this.emit(this.at + 1);
        return;
      }
      this.before = c;
      this.at++;
    }
  }

  /** Reads on in a text; false where the piece ended, or broke off, in it. */
  private text(): boolean {
    const { buffer, end } = this;
    for (let i = this.at; i < end; i++) {
      const c = buffer[i];
      if (c !== quote && c !== backslash && c !== lineFeed && !this.escaped) continue;
      this.at = i;
      if (c === lineFeed) {
        this.breakOff();
        return false;
      }
      if (this.escaped) this.escaped = false;
      else if (c === backslash) this.escaped = true;
      else {
        this.inText = false;
        this.at = i + 1;
        if (this.depth > 0) return true;
        this.emit(i + 1);
        return false;
      }
    }
    this.at = end;
    return true;
  }

  /** Whether a bracket ends the value. One that fits only an outer bracket closes what is in it, too; one that fits none is passed over. */
  private closes(opening: number): boolean {
    const fitting = this.open.lastIndexOf(opening, this.depth - 1);
    if (fitting >= 0) this.depth = fitting;
    return this.depth === 0;
  }

  private allowsValue(): boolean {
    if (this.before === comma) return this.open[this.depth - 1] === openList;
    return this.before === openList || this.before === colon;
  }

  /** Of a brace that is the first on its line. */
  private beginsLikeRecord(): boolean {
    if (this.recordIndent === undefined) return this.indent <= this.startIndent;
    return this.indent === this.recordIndent;
  }

  private broken(): void {
    const { buffer } = this;
    while (this.at < this.end) {
      const c = buffer[this.at];
      if (c === lineFeed) {
        this.nextLine();
        continue;
      }
      if (this.lineIsEmpty && isSpace(c)) this.indent++;
      else if (this.lineIsEmpty) {
        if (c === openObject && this.beginsLikeRecord()) {
          this.emitLine();
          return;
        }
        this.lineIsEmpty = false;
      }
      this.at++;
    }
  }

  /** Ends the piece before the line that is begun. */
  private emitLine(): void {
    this.emit(this.at);
    this.column = this.indent + 1;
    this.lineIsEmpty = true;
  }

  /** What is read cannot be a value any more. */
  private breakOff(): void {
    if (this.canStartAgain()) this.startAgain(this.at);
    else this.state = 'broken';
  }

  private canStartAgain(): boolean {
    return this.candidate !== undefined && this.base + this.start >= this.readTwiceUntil;
  }

  /** A record may have begun before the place where it broke. */
  private startAgain(brokenAt: number): void {
    const { at, line } = this.candidate!;
    this.readTwiceUntil = this.base + brokenAt;
    this.at = at;
    this.line = line;
    this.indent = this.recordIndent ?? this.startIndent;
    this.emitLine();
  }
}

function isSpace(c: number): boolean {
  return c === space || c === tab || c === carriageReturn;
}
