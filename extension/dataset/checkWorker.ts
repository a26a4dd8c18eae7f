import '../translation.ts';
import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { exampleFacts } from './across/exampleFacts.ts';
import { checkLine } from './checkLine.ts';
import type { CheckCalls } from './checkProtocol.ts';
import { looksLikeRanking } from './isPreferenceDataset.ts';

/** Worker thread: checks lines for the editor, off the extension host's thread. */
if (!parentPort) throw new Error('checkWorker runs as a worker thread only');
const port = parentPort;

const calls: CheckCalls = {
  check: (lines, reading) =>
    lines.map((line) => {
      const { examples, problems } = checkLine(line, { reading });
      if (line.trim() === '') return { problems, facts: [], looksLikeRanking: undefined };
      const facts = examples.map(exampleFacts);
      return { problems, facts, looksLikeRanking: examples.length > 0 || looksLikeRanking(line) };
    }),
};

createBirpc(calls, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on('message', listener),
});
