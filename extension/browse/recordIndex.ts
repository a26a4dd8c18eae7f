import type { RawLine } from '../dataset/lines.ts';
import { NumberList } from './numberList.ts';

/** Where a record begins. */
export type RecordStart = Pick<RawLine, 'line' | 'byteOffset' | 'place'>;

/** Records from one that is kept to the next: to find any of them, at most this many are read. */
const step = 64;
const high = 2 ** 32;

/**
 * Where the records of a file begin, by their position among them (0-based). One in 64 is kept, so that 30 million short lines take
 * 6 MB.
 */
export class RecordIndex {
  private readonly lines = new NumberList();
  private readonly lowOffsets = new NumberList();
  private readonly highOffsets = new NumberList();
  /** Of records that have a place besides their number; empty where they have none. */
  private readonly placeLines = new NumberList();
  private readonly placeColumns = new NumberList();
  count = 0;
  /** The number of the last one. */
  lastLine = 0;

  /** The next record. */
  add({ line, byteOffset, place }: RecordStart): void {
    this.lastLine = line;
    if (this.count++ % step !== 0) return;
    this.lines.push(line);
    this.lowOffsets.push(byteOffset % high);
    this.highOffsets.push(Math.floor(byteOffset / high));
    if (!place) return;
    this.placeLines.push(place.line);
    this.placeColumns.push(place.column);
  }

  /** Forgets the last one, which is read again where a file grows in the middle of it. */
  dropLast(): void {
    if (this.count === 0) return;
    this.count--;
    const kept = Math.ceil(this.count / step);
    for (const list of this.lists()) list.truncate(kept);
  }

  clear(): void {
    this.count = 0;
    this.lastLine = 0;
    for (const list of this.lists()) list.truncate(0);
  }

  /** The last one kept at or before a position. */
  before(position: number): RecordStart & { readonly position: number } {
    return this.kept(Math.floor(Math.max(0, position) / step));
  }

  /** The last one kept whose line is not after `line`. */
  beforeLine(line: number): RecordStart & { readonly position: number } {
    const next = this.lines.lowerBound(line + 1);
    return this.kept(Math.max(0, next - 1));
  }

  private kept(wanted: number): RecordStart & { readonly position: number } {
    if (this.lines.length === 0) return { position: 0, line: 1, byteOffset: 0 };
    const i = Math.min(wanted, this.lines.length - 1);
    return {
      position: i * step,
      line: this.lines.at(i),
      byteOffset: this.highOffsets.at(i) * high + this.lowOffsets.at(i),
      ...(i < this.placeLines.length
        ? { place: { line: this.placeLines.at(i), column: this.placeColumns.at(i) } }
        : {}),
    };
  }

  private lists(): readonly NumberList[] {
    return [this.lines, this.lowOffsets, this.highOffsets, this.placeLines, this.placeColumns];
  }
}
