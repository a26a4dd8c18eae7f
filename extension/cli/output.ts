import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface Output {
  lines(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A file, or stdout for `-`. Waits for a slow reader; rejects when the file cannot be written. */
export async function openOutput(target: string): Promise<Output> {
  const stream = target === '-' ? process.stdout : createWriteStream(target);
  if (stream !== process.stdout) await once(stream, 'open');
  return {
    async lines(lines) {
      if (lines.length > 0 && !stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
    },
    async close() {
      if (stream === process.stdout) return;
      stream.end();
      await finished(stream);
    },
  };
}
