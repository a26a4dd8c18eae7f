import { exampleFacts } from '../../../extension/dataset/across/exampleFacts.ts';
import { checkRawLine } from '../../../extension/dataset/checkRawLine.ts';
import { lineOf } from '../../../extension/dataset/lines.ts';
import { catalogue } from '../../../extension/dataset/problems.ts';
import type { Reading } from '../../../extension/dataset/reading.ts';

/** More than any line of some thousand characters may take, in milliseconds, on a machine that has other things to do. */
const longestMs = 20_000;

/** What is wrong with how a line is checked; undefined when nothing is. `line`: its bytes without its line end. */
export function lineFault(line: Buffer, reading: Reading): string | undefined {
  const started = performance.now();
  try {
    const found = faultOf(line, reading);
    const took = performance.now() - started;
    return found ?? (took > longestMs ? `it took ${Math.round(took)} ms` : undefined);
  } catch (error) {
    return `it threw ${(error as Error).stack ?? error}`;
  }
}

function faultOf(line: Buffer, reading: Reading): string | undefined {
  const raw = lineOf(line, { line: 2, byteOffset: 0 });
  if (!raw) return undefined;
  const { examples, problems } = checkRawLine(raw, reading);
  for (const { code, start, end, message, fixes } of problems) {
    if (!Object.hasOwn(catalogue, code)) return `${code} is no code`;
    if (!(start >= 0 && end >= start && end <= raw.text.length))
      return `${code} lies at ${start} to ${end} of ${raw.text.length}`;
    if (/\bundefined\b|\[object|NaN NaN/.test(message) && !/undefined|\[object|NaN NaN/.test(raw.text))
      return `${code} says "${message}"`;
    for (const { edits = [] } of fixes)
      for (const edit of edits)
        if (!(edit.start >= 0 && edit.end >= edit.start && edit.end <= raw.text.length))
          return `a fix of ${code} lies at ${edit.start} to ${edit.end} of ${raw.text.length}`;
  }
  if (examples.length === 0 && problems.length === 0) return 'it has neither an example nor a problem';
  for (const example of examples) {
    const { completions, tiers, places, policyLogps, referenceLogps } = example;
    if (completions.length < 2) return `an example has ${completions.length} completions`;
    const members = tiers.flat().sort((a, b) => a - b);
    if (members.length !== completions.length || members.some((member, i) => member !== i))
      return `tiers ${JSON.stringify(tiers)} are not those of ${completions.length} completions`;
    if (places.completions.length !== completions.length) return 'a completion has no place';
    for (const logps of [policyLogps, referenceLogps])
      if (logps && (logps.length !== completions.length || !logps.every(Number.isFinite)))
        return `log-probabilities ${JSON.stringify(logps)} of ${completions.length} completions`;
    exampleFacts(example);
  }
  return undefined;
}
