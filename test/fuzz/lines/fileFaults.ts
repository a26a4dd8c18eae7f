import { checkFile } from '../../../extension/dataset/checkFile.ts';
import { readingOf } from '../../../extension/dataset/fileReading.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { Status } from '../../../extension/preference/rows.ts';
import { evaluate } from '../../../extension/run/evaluate.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';

export interface EvaluatedFile {
  /** What is wrong; undefined when nothing is. */
  readonly fault: string | undefined;
  readonly scored: number;
  readonly malformed: number;
}

/** Evaluates a file by the log-probabilities in its records. With `checked`, what is told is held to what the check of the file says. */
export async function evaluatedFile(
  dataset: string,
  { runFolder, checked = true }: { runFolder?: string; checked?: boolean } = {},
): Promise<EvaluatedFile> {
  // Without models it is never started.
  const client = new ScorerClient('', () => {});
  const status = [0, 0, 0, 0];
  const faults: string[] = [];
  let rows = 0;
  const { state, reason, counts } = await evaluate(
    { dataset, scoring: { ...defaultScoring, provider: 'cpu' }, runFolder },
    client,
    {
      reading: () => {},
      progress: () => {},
      models: () => {},
      log: () => {},
      rows: (more) => {
        rows += more.line.length;
        for (const [row, code] of more.status.entries()) {
          status[code]++;
          if (code !== Status.ok) continue;
          for (let i = more.offsets[row]; i < more.offsets[row + 1]; i++)
            if (!Number.isFinite(more.policyLogp[i]) || !Number.isFinite(more.referenceLogp[i]))
              faults.push(`line ${more.line[row]} is scored with a log-probability that is no number`);
        }
      },
    },
    new AbortController().signal,
  );
  if (state !== 'done') faults.push(`it ended ${state}: ${reason}`);
  const told = [counts.scored, counts.failed, counts.noPreference, counts.malformed];
  if (rows !== counts.examples || told.some((count, i) => count !== status[i]))
    faults.push(`rows ${status} are not the counts ${told}`);
  const end = { scored: counts.scored, malformed: counts.malformed };
  if (!checked) return { fault: faults[0], ...end };
  const { reading } = await readingOf(dataset);
  const check = checkFile(dataset, { reading });
  for await (const { line, problems } of check)
    for (const problem of problems)
      if (problem.line < 1 || problem.endLine < problem.line)
        faults.push(`${problem.code} lies before line ${line}`);
  const { examples } = check.totals;
  const taken = counts.scored + counts.failed + counts.noPreference;
  if (state === 'done' && taken !== examples)
    faults.push(`${taken} examples are evaluated, ${examples} checked`);
  return { fault: faults[0], ...end };
}
