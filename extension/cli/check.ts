import { stat } from 'node:fs/promises';
import { cpus } from 'node:os';
import { checkFile } from '../dataset/checkFile.ts';
import { containerOf } from '../dataset/containers/containerOf.ts';
import { readingOf } from '../dataset/fileReading.ts';
import { readingWords } from '../dataset/readingWords.ts';
import {
  problemCodes,
  type Severities,
  severitiesIn,
  shownSeverities,
  withSeverities,
} from '../dataset/severities.ts';
import { unreadable } from '../run/fileErrors.ts';
import { UserError } from '../userError.ts';
import { ExitCode } from './exitCodes.ts';
import { openOutput } from './output.ts';
import { givenReading, type ReadingOptions } from './readingOptions.ts';
import { plain, plainJson } from './terminal.ts';

interface CheckOptions extends ReadingOptions {
  readonly json?: boolean;
  /** `code=severity` each. */
  readonly problem?: readonly string[];
}

/**
 * `plackett check FILE [--json]`. `rangeWorker` is the bundle that large files are scanned by. UserError when the file cannot be read
 * or holds no rankings.
 */
export async function checkCommand(
  file: string,
  options: CheckOptions,
  rangeWorker?: string,
): Promise<number> {
  try {
    return await check(file, options, rangeWorker);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** More threads have little to do: one merges what all of them find, and the disk is not faster either. */
const mostThreads = 2;

async function check(file: string, options: CheckOptions, rangeWorker: string | undefined): Promise<number> {
  const found = await readingOf(file, givenReading(options));
  if (found.wrong !== undefined) throw new UserError(found.wrong, 'data');
  const count = Math.min(mostThreads, cpus().length);
  const threads = rangeWorker && count > 1 ? { script: rangeWorker, count } : undefined;
  const checked = checkFile(file, { reading: found.reading, problemsOnly: true, threads });
  const severities = severitiesGiven(options.problem ?? []);
  const counts = { error: 0, warning: 0, information: 0 };
  const out = await openOutput('-');
  // Before the first records are known, nobody can say whether these are problems or another kind of file.
  const held: string[] = [];
  for await (const { problems } of checked) {
    for (const p of withSeverities(problems, severities)) {
      counts[p.severity]++;
      const { line, column, endLine, endColumn, code, severity, message, other } = p;
      const text = options.json
        ? plainJson({ line, column, endLine, endColumn, code, severity, message, other })
        : `${plain(file)}:${line}:${column} ${severity} ${code} ${plain(message)}`;
      held.push(text);
    }
    if (!checked.totals.decided) continue;
    if (!checked.totals.isPreferenceDataset) break;
    if (held.length > 0) await out.lines(held.splice(0));
  }
  const { records, examples, isPreferenceDataset } = checked.totals;
  if (isPreferenceDataset === false) {
    throw new UserError(
      `${file} does not look like preference data: its first records have no prompt with responses and a ranking, nor chosen and rejected. See the README for the records that Plackett reads.`,
      'data',
    );
  }
  await out.lines(held);
  await out.close();
  const title = await otherContainer(file);
  if (title !== undefined) process.stderr.write(`${title}.\n`);
  for (const words of readingWords(found)) process.stderr.write(`${plain(words)}\n`);
  if (checked.notCompared > 0) {
    const many = checked.notCompared.toLocaleString('en');
    process.stderr.write(
      `${many} records were not looked for among those after them: the file has too many.\n`,
    );
  }
  const words = `${records} records, ${examples} valid; ${counts.error} errors, ${counts.warning} warnings\n`;
  process.stderr.write(words);
  return counts.error > 0 || records === 0 ? ExitCode.data : ExitCode.done;
}

/** What the records come in, where it is not JSON lines as they are; a pipe was read already. */
async function otherContainer(file: string): Promise<string | undefined> {
  if (!(await stat(file)).isFile()) return undefined;
  const { kind, packing, title } = await containerOf(file);
  return kind === 'lines' && packing === undefined ? undefined : title;
}

/** UserError for a code or a severity that there is not. */
function severitiesGiven(given: readonly string[]): Severities {
  const pairs = given.map((text) => text.split('='));
  for (const [code, severity] of pairs) {
    const isCode = problemCodes.some((known) => known === code);
    if (isCode && shownSeverities.some((known) => known === severity)) continue;
    const takes = isCode ? shownSeverities.join(', ') : problemCodes.join(', ');
    throw new UserError(
      `--problem ${code}=${severity ?? ''}: ${isCode ? 'a severity' : 'a code'} is one of ${takes}.`,
      'usage',
    );
  }
  return severitiesIn(Object.fromEntries(pairs));
}
