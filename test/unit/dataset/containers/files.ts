import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { checkFile } from '../../../../extension/dataset/checkFile.ts';
import type { FileProblem } from '../../../../extension/dataset/fileProblem.ts';
import { type RawLine, type ReadOptions, readLines } from '../../../../extension/dataset/lines.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plackett-containers-'));
let files = 0;

/** Writes a file that is gone after the tests. */
export function fileOf(content: string | Uint8Array, name = `file-${files++}`): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

export function removeFiles(): void {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

export async function allOf(file: string, options?: ReadOptions): Promise<RawLine[]> {
  const lines: RawLine[] = [];
  for await (const block of readLines(file, options)) lines.push(...block);
  return lines;
}

export async function checkOf(file: string) {
  const checked = checkFile(file);
  const problems: FileProblem[] = [];
  for await (const line of checked) problems.push(...line.problems);
  return { problems, totals: checked.totals };
}

/** Zstandard without any compression: frames of raw blocks, and blocks of one repeated byte. */
export function zstdFrame(content: Uint8Array, { checksum = false } = {}): Buffer {
  const parts: Buffer[] = [];
  // A window of 128 KB, no content size.
  parts.push(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, checksum ? 4 : 0, 7 << 3]));
  const most = 1 << 17;
  for (let at = 0; at === 0 || at < content.length; at += most) {
    const body = content.subarray(at, at + most);
    parts.push(blockHeader(body.length, 0, at + most >= content.length), Buffer.from(body));
  }
  if (checksum) parts.push(Buffer.alloc(4));
  return Buffer.concat(parts);
}

export function blockHeader(size: number, type: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3);
  return header;
}
