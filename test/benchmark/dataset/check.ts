import { checkFile } from '../../../extension/dataset/checkFile.ts';
import { measure } from './job.ts';

/** What `plackett check` does, but for its output: all problems, also those that records have together. */
await measure(async (file, threads) => {
  const script = process.argv[4];
  const checked = checkFile(file, {
    problemsOnly: true,
    scanner: threads > 0,
    ...(threads > 1 ? { threads: { script, count: threads } } : {}),
  });
  for await (const _ of checked);
  return checked.totals.examples;
});
