import { type AcrossProblem, acrossTally } from '../dataset/across/acrossTally.ts';
import type { ExampleFacts } from '../dataset/across/exampleFacts.ts';
import { timeSliced } from './timeSlice.ts';

/** Facts of more lines are not held in the editor; `plackett check` looks at files of any size. */
const mostLines = 200_000;

/**
 * What the lines of a document have together, told from the facts of each; undefined when `wanted` says that nobody waits for it, as
 * after an edit. In slices that leave the host responsive: a line takes a microsecond.
 */
export async function acrossProblems(
  lines: readonly { readonly facts?: readonly ExampleFacts[] }[],
  wanted: () => boolean,
): Promise<readonly AcrossProblem[] | undefined> {
  if (lines.length > mostLines) return [];
  const tally = acrossTally();
  const found: AcrossProblem[] = [];
  const step = (i: number) => {
    for (const facts of lines[i].facts ?? []) found.push(...tally.add(facts, i + 1));
  };
  if (!(await timeSliced(lines.length, step, wanted))) return undefined;
  return [...found, ...tally.whole()];
}
