import { parseArgs } from 'node:util';
import { compareFile, compareLines } from './compareLines.ts';

/** `npm run fuzz:scan -- --lines 1000000 --seed 1`: the long form of test/unit/dataset/scan/scanner.test.ts; `--file` takes a file's lines instead. */
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
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
process.exitCode = differences.length > 0 ? 1 : 0;
