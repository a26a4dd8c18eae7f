import * as l10n from '@vscode/l10n';
import { Decompress } from 'fzstd';
import type { Problem } from '../problem.ts';
import { archiveBroken } from './byteProblems.ts';
import type { ByteSource } from './byteSource.ts';
import { afterBytes } from './gzip.ts';

/** What the format allows in a block, packed or not. */
const mostBlockBytes = 1 << 17;
/** What a reader has to keep of what it unpacked; `zstd` itself refuses more unless it is told. */
const mostWindowBytes = 1 << 27;

/**
 * Unpacks Zstandard, also several frames one after the other. The blocks of a frame go to the library one by one, so that what
 * comes out at once is never more than a block, and a missing end is noticed.
 */
export function unzstd(packed: AsyncIterable<Buffer>): ByteSource {
  let broken: Problem | undefined;
  return {
    get broken() {
      return broken;
    },
    async *[Symbol.asyncIterator]() {
      const input = taker(packed);
      let unpacked = 0;
      try {
        while (await input.has(1)) {
          for await (const bytes of frame(input)) {
            unpacked += bytes.length;
            yield bytes;
          }
        }
      } catch (error) {
        // Only what is wrong with the bytes; what the file system says is another matter.
        const what =
          error instanceof Damage ? error.message : isOfLibrary(error) ? l10n.t('it is damaged') : undefined;
        if (what === undefined) throw error;
        broken = archiveBroken('Zstandard', what, afterBytes(unpacked));
      }
    },
  };
}

class Damage extends Error {}

/** The library's errors have a number as their code, the system's a name; a wrong table may also make it stumble. */
function isOfLibrary(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  return typeof (error as { code?: unknown } | undefined)?.code === 'number';
}

async function* frame(input: Taker): AsyncGenerator<Buffer> {
  const magic = await input.take(4);
  const number = magic.readUInt32LE(0);
  if (number >>> 4 === 0x184d2a5) {
    const size = (await input.take(4)).readUInt32LE(0);
    for (let left = size; left > 0; ) left -= (await input.take(Math.min(left, mostBlockBytes))).length;
    return;
  }
  if (number !== 0xfd2fb528) throw new Damage(l10n.t('it is damaged'));
  const flags = await input.take(1);
  const single = (flags[0] >> 5) & 1;
  const hasChecksum = (flags[0] >> 2) & 1;
  const idBytes = [0, 1, 2, 4][flags[0] & 3];
  const sizeBytes = flags[0] >> 6 ? 1 << (flags[0] >> 6) : single;
  const rest = await input.take(1 - single + idBytes + sizeBytes);
  if (rest.subarray(1 - single, 1 - single + idBytes).some((byte) => byte !== 0))
    throw new Damage(l10n.t('it was packed with a dictionary, which is not at hand'));
  if (windowBytes(single, rest, idBytes, sizeBytes) > mostWindowBytes)
    throw new Damage(
      l10n.t('it takes more than 128 MB of memory to unpack; pack it without --long or --ultra'),
    );
  let out: Buffer[] = [];
  const library = new Decompress((bytes) => {
    if (bytes.length > 0) out.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  library.push(Buffer.concat([magic, flags, rest]));
  for (let isLast = false; !isLast; ) {
    const header = await input.take(3);
    const bits = header.readUIntLE(0, 3);
    isLast = (bits & 1) === 1;
    const size = bits >>> 3;
    if (size > mostBlockBytes) throw new Damage(l10n.t('it is damaged'));
    // The second kind is one byte, many times.
    const body = await input.take(((bits >> 1) & 3) === 1 ? 1 : size);
    const checksum = isLast && hasChecksum ? await input.take(4) : Buffer.alloc(0);
    library.push(Buffer.concat([header, body, checksum]), isLast);
    yield* out;
    out = [];
  }
}

function windowBytes(single: number, rest: Buffer, idBytes: number, sizeBytes: number): number {
  if (!single) {
    const base = 2 ** (10 + (rest[0] >> 3));
    return base + (base / 8) * (rest[0] & 7);
  }
  const size = rest.subarray(idBytes, idBytes + sizeBytes);
  return sizeBytes === 8 ? Number(size.readBigUInt64LE(0)) : size.readUIntLE(0, sizeBytes);
}

interface Taker {
  has(count: number): Promise<boolean>;
  /** So many bytes; rejects with Damage where the input ends before. */
  take(count: number): Promise<Buffer>;
}

function taker(packed: AsyncIterable<Buffer>): Taker {
  const source = packed[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  let at = 0;
  const has = async (count: number): Promise<boolean> => {
    while (held.length - at < count) {
      const { done, value } = await source.next();
      if (done) return false;
      held = Buffer.concat([held.subarray(at), value]);
      at = 0;
    }
    return true;
  };
  return {
    has,
    async take(count) {
      if (!(await has(count))) throw new Damage(l10n.t('it is cut off'));
      at += count;
      return held.subarray(at - count, at);
    },
  };
}
