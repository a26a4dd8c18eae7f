import { type FileHandle, open } from 'node:fs/promises';
import type { ReadOptions } from '../lines.ts';
import { type ByteSource, fileBytes, type Head, headBytes, readHead } from './byteSource.ts';
import { type Container, container, magicOf } from './container.ts';
import { gunzipped } from './gzip.ts';
import { type TextLayout, textLayout } from './textKind.ts';
import { unzstd } from './zstd.ts';

/** A file whose container is known. */
export interface OpenSource {
  readonly container: Container;
  readonly file: FileHandle;
  readonly layout: TextLayout;
  /** The first bytes, unpacked; at most `headBytes`. */
  readonly head: Buffer;
  /** Unpacked, from an offset in what is unpacked on; may be called once. */
  bytes(from: number): ByteSource;
  close(): Promise<void>;
}

const noLayout: TextLayout = { kind: 'lines', start: 0 };

/** Rejects as the file system does, or with the signal's reason. A pipe is read once, from its start. */
export async function openSource(
  path: string,
  { signal, chunkBytes }: Pick<ReadOptions, 'signal'> & { readonly chunkBytes: number },
): Promise<OpenSource> {
  const file = await open(path);
  try {
    const isPipe = !(await file.stat()).isFile();
    const packed = await readHead(file, isPipe);
    const pipeHead = isPipe ? packed.bytes : undefined;
    const magic = magicOf(packed.bytes);
    const close = () => file.close();
    if (magic === 'parquet') {
      const bytes = () => fileBytes(file, { signal, chunkBytes });
      return { container: container('parquet'), file, layout: noLayout, head: packed.bytes, bytes, close };
    }
    if (magic === undefined) {
      const layout = layoutOf(packed);
      const bytes = (from: number) =>
        pipeHead
          ? skipping(fileBytes(file, { signal, chunkBytes, pipeHead }), from)
          : fileBytes(file, { signal, chunkBytes, from });
      return { container: container(layout.kind), file, layout, head: packed.bytes, bytes, close };
    }
    const input = fileBytes(file, { signal, chunkBytes, pipeHead });
    const again = isPipe ? undefined : () => fileBytes(file, { signal, chunkBytes });
    const whole = magic === 'gzip' ? gunzipped(input, again) : unzstd(input);
    const { head, all, end } = await peeked(whole);
    const layout = layoutOf(head);
    return {
      container: container(layout.kind, { packing: magic }),
      file,
      layout,
      head: head.bytes,
      bytes: (from) => skipping(all, from),
      async close() {
        await end();
        await file.close();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function layoutOf({ bytes, isWhole }: Head): TextLayout {
  return textLayout(bytes.toString('latin1'), isWhole);
}

/** Looks at the first bytes of a source and gives them again with all others. */
async function peeked(source: ByteSource) {
  const iterator = source[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let isWhole = false;
  for (let length = 0; length < headBytes; ) {
    const { done, value } = await iterator.next();
    isWhole = done === true;
    if (done) break;
    first.push(Buffer.from(value));
    length += value.length;
  }
  const all: ByteSource = {
    get broken() {
      return source.broken;
    },
    async *[Symbol.asyncIterator]() {
      yield* first.splice(0);
      for (;;) {
        const { done, value } = await iterator.next();
        if (done) return;
        yield value;
      }
    },
  };
  const end = async () => void (await iterator.return?.());
  const bytes = Buffer.concat(first).subarray(0, headBytes);
  return { head: { bytes, isWhole } as Head, all, end };
}

/** The bytes after the first `count` ones. */
function skipping(source: ByteSource, count: number): ByteSource {
  return {
    get broken() {
      return source.broken;
    },
    async *[Symbol.asyncIterator]() {
      let left = count;
      for await (const bytes of source) {
        if (left < bytes.length) yield left > 0 ? bytes.subarray(left) : bytes;
        left = Math.max(0, left - bytes.length);
      }
    },
  };
}
