import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareFile, compareLines } from './compareLines.ts';
import { compareWhole } from './compareWhole.ts';

/**
 * `npm run fuzz:scan -- --lines 1000000 --seed 1`: the long form of test/unit/dataset/scan/scanner.test.ts; `--file` takes a file's lines instead;
 * `--whole 100000` checks a file of so many lines as well, with the scanner and without. */
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
    whole: { type: 'string', default: '0' },
    show: { type: 'boolean' },
  },
});
const start = performance.now();
const { differences, passedOn, ...counts } = values.file
  ? compareFile(values.file)
  : compareLines(Number(values.lines), Number(values.seed));
console.log({ ...counts, seconds: Math.round((performance.now() - start) / 1000) });
if (values.show) for (const line of passedOn) console.log(line.slice(0, 1500));
for (const difference of differences) console.log(difference);
if (Number(values.whole) > 0) {
  const script = fileURLToPath(new URL('./rangeWorker.mjs', import.meta.url));
  const troubled = await compareWhole(Number(values.whole), Number(values.seed), script);
  console.log(`a file of ${values.whole} lines: the same three ways, ${troubled} of them with a problem`);
}
process.exitCode = differences.length > 0 ? 1 : 0;
