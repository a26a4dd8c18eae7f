import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isRight, measure } from './job.ts';

/** What most scripts do. */
await measure(async (file) => {
  let right = 0;
  for await (const line of createInterface({ input: createReadStream(file) }))
    if (line.trim() !== '' && isRight(JSON.parse(line))) right++;
  return right;
});
