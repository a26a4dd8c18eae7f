import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Problem } from '../problem.ts';
import { archiveBroken } from './byteProblems.ts';
import type { ByteSource } from './byteSource.ts';

/** Packed bytes that go in at once: what was unpacked of them is lost where they are damaged. */
const stepBytes = 1 << 12;

/** Unpacks gzip, also several members one after the other. What comes out waits until it is taken, so a bomb fills no memory. */
export function gunzipped(packed: AsyncIterable<Buffer>): ByteSource {
  let broken: Problem | undefined;
  return {
    get broken() {
      return broken;
    },
    async *[Symbol.asyncIterator]() {
      const input = Readable.from(steps(packed), { objectMode: true, highWaterMark: 1 });
      const gunzip = createGunzip({ chunkSize: 1 << 16 });
      let [inputError, error, ended, unpacked] = [undefined as unknown, undefined as unknown, false, 0];
      let wake = () => {};
      const stir = () => wake();
      input.on('error', (reason) => {
        inputError = reason;
        stir();
      });
      gunzip.on('error', (reason) => {
        error = reason;
        stir();
      });
      gunzip.on('end', () => {
        ended = true;
        stir();
      });
      gunzip.on('readable', stir);
      input.pipe(gunzip);
      try {
        for (;;) {
          // What was unpacked before an error can still be taken.
          const bytes: Buffer | null = gunzip.read();
          if (bytes) {
            unpacked += bytes.length;
            yield bytes;
            continue;
          }
          if (inputError) throw inputError;
          if (ended) return;
          if (error) break;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const isCut = (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
        broken = archiveBroken('gzip', isCut ? 'it is cut off' : 'it is damaged', afterBytes(unpacked));
      } finally {
        input.destroy();
        gunzip.destroy();
      }
    },
  };
}

/** As words of a message. */
export function afterBytes(unpacked: number): string {
  return `${unpacked.toLocaleString('en')} unpacked bytes`;
}

/** Copies, for the buffers are used again before the stream has taken them. */
async function* steps(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of packed)
    for (let at = 0; at < bytes.length; at += stepBytes)
      yield Buffer.from(bytes.subarray(at, at + stepBytes));
}
