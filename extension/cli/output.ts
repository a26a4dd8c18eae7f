import { once } from 'node:events';
import { constants, createWriteStream, type WriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { fileCause } from '../run/fileErrors.ts';
import { UserError } from '../userError.ts';

export interface Output {
  /** Waits for a slow reader. UserError when the file cannot be written. */
  lines(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * A file, or stdout for `-`. What a file holds stays until the first lines come, for a run that fails before them has
 * nothing better. UserError of kind `storage` when it cannot be written.
 */
export async function openOutput(target: string): Promise<Output> {
  if (target === '-') {
    return {
      async lines(lines) {
        if (lines.length > 0 && !process.stdout.write(`${lines.join('\n')}\n`))
          await once(process.stdout, 'drain');
      },
      close: async () => {},
    };
  }
  const failed = (error: unknown) => {
    const cause = `${target} cannot be written: ${fileCause(error)}.`;
    return new UserError(`${cause} Choose another place for it, or make room there.`, 'storage', {
      cause: error,
    });
  };
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
    async lines(lines) {
      if (broken) throw failed(broken);
      if (lines.length === 0) return;
      stream ??= watched(createWriteStream(target));
      if (stream.write(`${lines.join('\n')}\n`)) return;
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

/** Whether two paths lead to one file, by links or in other letters as well; false while one of them does not exist. */
export async function sameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map((target) => stat(target, { bigint: true }).catch(() => undefined)),
  );
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}
