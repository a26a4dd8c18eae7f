import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import type { Problem } from '../problem.ts';
import { archiveBroken } from './byteProblems.ts';
import type { ByteSource } from './byteSource.ts';

/** Packed bytes that go in at once: what comes out of them is lost where they are damaged, so they are fewer when it is looked at again. */
const [stepBytes, smallStepBytes] = [1 << 14, 16];
/** Steps that may have been sent when an error shows. */
const stepsAhead = 4;

interface Pass {
  readonly packed: AsyncIterable<Buffer>;
  /** From this packed byte on the steps are small. */
  readonly smallFrom: number;
  sent: number;
  unpacked: number;
  /** What zlib says of the bytes, at the end. */
  error?: NodeJS.ErrnoException;
}

/**
 * Unpacks gzip, also several members one after the other. What comes out waits until it is taken, so a bomb fills no memory. `again`
 * gives the packed bytes once more where they can be had, for what stands right before damaged ones.
 */
export function gunzipped(packed: AsyncIterable<Buffer>, again?: () => AsyncIterable<Buffer>): ByteSource {
  let broken: Problem | undefined;
  return {
    get broken() {
      return broken;
    },
    async *[Symbol.asyncIterator]() {
      let pass: Pass = { packed, smallFrom: Number.POSITIVE_INFINITY, sent: 0, unpacked: 0 };
      yield* unpack(pass);
      if (pass.error && again && pass.error.code !== 'Z_BUF_ERROR') {
        let known = pass.unpacked;
        const smallFrom = pass.sent - stepsAhead * stepBytes;
        pass = { packed: again(), smallFrom, sent: 0, unpacked: 0 };
        for await (const bytes of unpack(pass)) {
          if (known < bytes.length) yield bytes.subarray(known);
          known = Math.max(0, known - bytes.length);
        }
      }
      const { error, unpacked } = pass;
      if (!error) return;
      const what = error.code === 'Z_BUF_ERROR' ? l10n.t('it is cut off') : l10n.t('it is damaged');
      broken = archiveBroken('gzip', what, afterBytes(unpacked));
    },
  };
}

/** As words of a message. */
export function afterBytes(unpacked: number): string {
  return l10n.t('{0} unpacked bytes', unpacked.toLocaleString('en'));
}

/** Rejects as its input does. */
async function* unpack(pass: Pass): AsyncGenerator<Buffer> {
  const input = Readable.from(steps(pass), { objectMode: true, highWaterMark: 1 });
  const gunzip = createGunzip({ chunkSize: 1 << 16 });
  let inputError: unknown;
  let ended = false;
  let wake = () => {};
  const stir = () => wake();
  input.on('error', (reason) => {
    inputError = reason;
    stir();
  });
  gunzip.on('error', (reason) => {
    pass.error = reason;
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
        pass.unpacked += bytes.length;
        yield bytes;
        continue;
      }
      if (inputError) throw inputError;
      if (ended || pass.error) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    const closed = input.closed || new Promise((resolve) => input.once('close', resolve));
    input.destroy();
    gunzip.destroy();
    // A read may be under way, of a file that is closed next.
    await closed;
  }
}

/** Copies, for the buffers are used again before the stream has taken them. */
async function* steps(pass: Pass): AsyncGenerator<Buffer> {
  for await (const bytes of pass.packed) {
    for (let at = 0; at < bytes.length; ) {
      const step = Buffer.from(
        bytes.subarray(at, at + (pass.sent < pass.smallFrom ? stepBytes : smallStepBytes)),
      );
      at += step.length;
      pass.sent += step.length;
      yield step;
    }
  }
}
