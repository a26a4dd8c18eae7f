import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { fileCause } from '../run/fileErrors.ts';
import { UserError } from '../userError.ts';

export interface Output {
  /** Waits for a slow reader. UserError when the file cannot be written. */
  lines(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A file, which is emptied, or stdout for `-`. UserError of kind `storage` when it cannot be written. */
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
  const stream = createWriteStream(target);
  let broken: unknown;
  // An error between two writes has nobody else to go to.
  stream.on('error', (error) => {
    broken = error;
  });
  await once(stream, 'open').catch((error) => {
    throw failed(error);
  });
  return {
    async lines(lines) {
      if (broken) throw failed(broken);
      if (lines.length === 0 || stream.write(`${lines.join('\n')}\n`)) return;
      await once(stream, 'drain').catch((error) => {
        throw failed(error);
      });
    },
    async close() {
      if (broken) throw failed(broken);
      stream.end();
      await finished(stream).catch((error) => {
        throw failed(error);
      });
    },
  };
}
