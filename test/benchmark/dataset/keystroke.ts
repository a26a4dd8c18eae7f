import { readFileSync } from 'node:fs';
import { exampleFacts } from '../../../extension/dataset/across/exampleFacts.ts';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { LineChecks } from '../../../extension/editor/lineChecks.ts';

/**
 * One line of an open file is edited, and checked again as the editor does, with the check itself in this thread. Tells the median
 * milliseconds until the line's own problems are known, and until those that it has with all others are.
 */
const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
const source = {
  get lineCount() {
    return lines.length;
  },
  lineText: (line: number) => lines[line],
};
let own = 0;
let start = 0;
const checks = new LineChecks(
  source,
  async (texts) =>
    texts.map((text) => {
      const { examples, problems } = checkLine(text);
      return { problems, facts: examples.map(exampleFacts) };
    }),
  () => {
    own ||= performance.now() - start;
  },
);
await checks.run();
const times: { own: number; all: number }[] = [];
for (let i = 0; i < 60; i++) {
  const line = (i * 7919) % lines.length;
  lines[line] = lines[line].replace('"prompt":"', '"prompt":"x');
  own = 0;
  start = performance.now();
  checks.edit([{ startLine: line, endLine: line, text: lines[line] }]);
  await checks.run();
  times.push({ own, all: performance.now() - start });
}
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
process.send?.({
  lines: lines.length,
  own: median(times.map((time) => time.own)),
  all: median(times.map((time) => time.all)),
});
process.disconnect?.();
