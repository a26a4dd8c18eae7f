import { answerBatches } from './batch.ts';
import { fuzzMessages } from './messages/fuzzMessages.ts';

answerBatches(async ({ seed, count }) => {
  const { messages, taken, refused, faults } = await fuzzMessages(count, seed);
  return { tried: messages, faults, counts: { taken, refused } };
});
