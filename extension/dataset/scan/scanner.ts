/// <reference path="./scannerBytes.d.ts" />
import { assistant, system, user } from './assembly/roles.ts';
import type { FilterReading } from './filterReading.ts';
import { keyMeanings } from './keyMeanings.ts';
import bytes from './scanner.wasm';
import { compileWasm, instantiate, type WasmModule } from './webAssembly.ts';

/** What the WASM module gives; places and lengths are bytes in its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  freeMemory(): number;
  scan(start: number, end: number, out: number, most: number, facts: number): number;
  scannedTo(): number;
  hashOf(at: number, length: number): number;
  learn(at: number, length: number, meaning: number): number;
  setBeginning(role: number, at: number, length: number): void;
  setReading(meaning: number, formats: number): void;
  setScratch(at: number): void;
}

export const verdicts = { clean: 0, look: 1, blank: 2 } as const;

/** Lines whose results are held at once, and the size of one. */
const mostResults = 8192;
const resultBytes = 40;
/** Around the block, which is read a few bytes beyond both ends. */
const margin = 256;
/** What JSON.stringify may add to the texts of a line. */
const spare = 1 << 16;
/** A longer line is looked at. */
export const blockBytes = 2 ** 22;

let compiled: WasmModule | undefined | null = null;

/** The scanner's code, compiled once a thread; undefined on a machine whose WebAssembly has no SIMD. */
export function scannerModule(): WasmModule | undefined {
  if (compiled === null) compiled = compileWasm(bytes);
  return compiled;
}

export function scannerFor(reading: FilterReading, module = scannerModule()): Scanner | undefined {
  return module && new Scanner(instantiate<Exports>(module), reading);
}

/** Tells which lines of a block of a file are certainly right, and what they say to the others. Holds some 9 MB. */
export class Scanner {
  /** File bytes are read into it. */
  readonly block: Buffer;
  private readonly start: number;
  private readonly out: number;
  private readonly words: Uint32Array;
  private readonly numbers: Float64Array;

  constructor(
    private readonly exports: Exports,
    { meaning, formats }: FilterReading,
  ) {
    const { memory, freeMemory, learn, setBeginning, setReading, setScratch } = exports;
    this.out = freeMemory();
    const scratch = this.out + mostResults * resultBytes;
    this.start = scratch + blockBytes + spare + margin;
    const needed = this.start + blockBytes + margin;
    memory.grow(Math.ceil((needed - memory.buffer.byteLength) / 2 ** 16));
    this.block = Buffer.from(memory.buffer, this.start, blockBytes);
    this.words = new Uint32Array(memory.buffer, this.out, (mostResults * resultBytes) / 4);
    this.numbers = new Float64Array(memory.buffer, this.out, (mostResults * resultBytes) / 8);
    setScratch(scratch);
    setReading(meaning, formats);
    for (const [key, name] of keyMeanings)
      if (!learn(this.start, this.block.write(key), name)) throw new Error('too many keys');
    for (const [role, name] of Object.entries({ user, assistant, system }))
      setBeginning(name, this.start, this.block.write(`{"role":"${role}","content":`));
  }

  /**
   * Scans lines of the block from `from` on that end before `to`, where a line feed stands before `to`; some thousand at most. The
   * results are those of lines 0..n-1 until the next call. Returns n, and where the next line begins.
   */
  scan(from: number, to: number, facts: boolean): { lines: number; next: number } {
    const { start, exports, out } = this;
    const lines = exports.scan(start + from, start + to, out, mostResults, facts ? 1 : 0);
    return { lines, next: exports.scannedTo() - start };
  }

  /** Where line `i` begins in the block. */
  startOf(i: number): number {
    return this.words[i * 10] - this.start;
  }

  /** Bytes of line `i` without its line feed. */
  lengthOf(i: number): number {
    return this.words[i * 10 + 1];
  }

  /** Verdict and facts of line `i`, as `lineBits.ts` reads them. */
  bitsOf(i: number): number {
    return this.words[i * 10 + 2];
  }

  /** Hashes of line `i`: 0 = asked, 1 = ranked, 2 = id, NaN where it has none. */
  hashOf(i: number, which: 0 | 1 | 2): number {
    return this.numbers[i * 5 + 2 + which];
  }

  /** 53 bits of a short text, as `textHash` has them. */
  hashOfText(text: string): number {
    return this.exports.hashOf(this.start, this.block.write(text));
  }
}
