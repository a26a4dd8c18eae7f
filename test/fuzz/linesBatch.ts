import { answerBatches } from './batch.ts';
import { fuzzLines } from './lines/fuzzLines.ts';
import { readSeeds } from './lines/seeds.ts';

answerBatches(async ({ seed, count, root }) => {
  const { lines, faults, scored, malformed } = await fuzzLines(count, seed, readSeeds(root));
  return { tried: lines, faults, counts: { scored, malformed } };
});
