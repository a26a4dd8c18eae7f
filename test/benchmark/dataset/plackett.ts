import { isUtf8 } from 'node:buffer';
import { open, stat } from 'node:fs/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { filterReading } from '../../../extension/dataset/scan/filterReading.ts';
import { scannerFor, scannerModule, verdicts } from '../../../extension/dataset/scan/scanner.ts';
import { isRight, measure } from './job.ts';

/** The scanner alone, without the checks of texts and of records together; lines it is not sure of are parsed. */
async function rightBetween(
  path: string,
  from: number,
  to: number,
  module = scannerModule(),
): Promise<number> {
  const scanner = scannerFor(filterReading({ format: 'native' })!, module)!;
  const { block } = scanner;
  const file = await open(path);
  let [base, have, right] = [from, 0, 0];
  let isCut = from > 0;
  while (base < to) {
    const { bytesRead } = await file.read(block, have, Math.min(2 ** 20, block.length - have), base + have);
    have += bytesRead;
    if (bytesRead === 0) break;
    const bytes = block.subarray(0, have);
    let at = 0;
    if (isCut) at = bytes.indexOf(10) + 1;
    isCut = false;
    const last = base + have >= to ? bytes.indexOf(10, Math.max(0, to - base)) : -1;
    const end = (last >= 0 ? last : bytes.lastIndexOf(10)) + 1;
    const isValid = isUtf8(block.subarray(at, end));
    while (at < end) {
      const { lines, next } = scanner.scan(at, end, false);
      for (let i = 0; i < lines; i++) {
        const verdict = scanner.bitsOf(i) & 3;
        if (verdict === verdicts.clean && isValid) right++;
        else if (verdict !== verdicts.blank) {
          const start = scanner.startOf(i);
          if (isRight(JSON.parse(block.toString('utf8', start, start + scanner.lengthOf(i))))) right++;
        }
      }
      at = next;
    }
    block.copyWithin(0, end, have);
    have -= end;
    base += end;
    if (last >= 0) break;
  }
  await file.close();
  return right;
}

if (isMainThread)
  await measure(async (file, threads) => {
    const { size } = await stat(file);
    const cuts = Array.from({ length: threads + 1 }, (_, i) => Math.floor((size * i) / threads));
    const others = cuts.slice(1, -1).map(
      (from, i) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(process.argv[1], {
            workerData: { file, from, to: cuts[i + 2], module: scannerModule() },
          });
          worker.on('message', resolve).on('error', reject);
        }),
    );
    const all = await Promise.all([rightBetween(file, 0, cuts[1]), ...others]);
    return all.reduce((sum, right) => sum + right, 0);
  });
else
  parentPort!.postMessage(
    await rightBetween(workerData.file, workerData.from, workerData.to, workerData.module),
  );
