import { once } from 'node:events';
import { constants, createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { unwritable } from '../run/fileErrors.ts';

export interface Output {
  /** Waits for a slow reader. UserError when the file cannot be written. */
  write(text: string): Promise<void>;
  /** As `write`, with a line end after each. */
  lines(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * A file, or stdout for `-`. What a file holds stays until the first lines come, for a run that fails before them has
 * nothing better. UserError of kind `storage` when it cannot be written.
 */
export async function openOutput(target: string): Promise<Output> {
  const opened = target === '-' ? standardOutput : await openFile(target);
  return {
    ...opened,
    lines: async (lines) => {
      if (lines.length > 0) await opened.write(`${lines.join('\n')}\n`);
    },
  };
}

const standardOutput = {
  async write(text: string) {
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  close: async () => {},
};

async function openFile(target: string): Promise<Pick<Output, 'write' | 'close'>> {
  const failed = (error: unknown) => unwritable(target, error);
  // Neither emptied nor read: only to see that it can be written.
  const probe = await open(target, constants.O_WRONLY | constants.O_CREAT).catch((error) => {
    throw failed(error);
  });
  const regular = (await probe.stat()).isFile();
  // A pipe that is closed would end for its reader.
  let stream: WriteStream | undefined = regular ? undefined : probe.createWriteStream();
  if (regular) await probe.close();
  let broken: unknown;
  // An error between two writes has nobody else to go to.
  const watched = (opened: WriteStream) =>
    opened.on('error', (error) => {
      broken = error;
    });
  if (stream) watched(stream);
  return {
    async write(text) {
      if (broken) throw failed(broken);
      if (text === '') return;
      stream ??= watched(createWriteStream(target));
      if (stream.write(text)) return;
      await once(stream, 'drain').catch((error) => {
        throw failed(error);
      });
    },
    async close() {
      if (broken) throw failed(broken);
      if (!stream) return;
      stream.end();
      await finished(stream).catch((error) => {
        throw failed(error);
      });
    },
  };
}
