import '../../translation.ts';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckedBlock } from './checkedBlock.ts';
import { checkRange } from './checkRange.ts';
import type { RangeAnswer, RangeRequest, RangeSetup } from './rangeProtocol.ts';
import { scannerFor } from './scanner.ts';

/** Worker thread: checks ranges of one file for `checkFile`. */
if (!parentPort) throw new Error('rangeWorker runs as a worker thread only');
const port = parentPort;
const { path, filter, reading, maxLineBytes, module } = workerData as RangeSetup;
const scanner = scannerFor(filter, module);

/** Lines that were looked at, in one answer. */
const mostLooked = 10_000;

async function check(range: RangeRequest): Promise<RangeAnswer> {
  if (!scanner) throw new Error('WebAssembly has no SIMD here');
  const blocks: CheckedBlock[] = [];
  let looked = 0;
  for await (const { end, ...block } of checkRange(path, scanner, range, { reading, maxLineBytes })) {
    blocks.push(block);
    looked += block.looked.length;
    if (looked > mostLooked) return { blocks, rest: end };
  }
  return { blocks };
}

// One after the other: there is one scanner.
let before: Promise<void> = Promise.resolve();
port.on('message', (range: RangeRequest) => {
  before = before.then(async () => {
    try {
      port.postMessage(await check(range));
    } catch (error) {
      // A copy of an error has its message only.
      const { message, code } = error as NodeJS.ErrnoException;
      port.postMessage({ failed: { message, code } });
    }
  });
});
