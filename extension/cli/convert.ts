import { stat } from 'node:fs/promises';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import { containerOf } from '../dataset/containers/containerOf.ts';
import { physicalRange } from '../dataset/containers/physical.ts';
import { recordLine } from '../dataset/containers/recordLine.ts';
import { type RawLine, readLines } from '../dataset/lines.ts';
import { unreadable } from '../run/fileErrors.ts';
import { sameFile } from '../run/sameFile.ts';
import { UserError } from '../userError.ts';
import { ExitCode } from './exitCodes.ts';
import { openOutput } from './output.ts';
import { plain } from './terminal.ts';

export interface ConvertOptions {
  /** A file, or - for stdout. */
  readonly out: string;
}

/** Reasons that are told one by one. */
const mostTold = 20;

/**
 * `plackett convert FILE [--out OUT]`: the records of any container as JSON lines, each as it is written there. What is no JSON object
 * is left out and told of. UserError when a file cannot be read or written, or is the same as the other.
 */
export async function convertCommand(file: string, { out }: ConvertOptions): Promise<number> {
  if (out !== '-' && (await sameFile(out, file)))
    throw new UserError(`${out} is the file that is converted. Choose another file to write to.`, 'usage');
  let [written, left] = [0, 0];
  const tell = (words: string) => process.stderr.write(`${plain(words)}\n`);
  try {
    // A pipe can be read only once.
    const title = (await stat(file)).isFile() ? (await containerOf(file)).title : 'a pipe';
    const output = await openOutput(out);
    for await (const block of readLines(file)) {
      const lines: string[] = [];
      for (const raw of block) {
        const line = recordLine(raw);
        if (line !== undefined) lines.push(line);
        else if (left++ < mostTold) tell(`${file}:${whyNot(raw)}`);
      }
      written += lines.length;
      await output.lines(lines);
    }
    await output.close();
    tell(`${written} records from ${title}${left > 0 ? `; ${left} could not be used` : ''}`);
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, error);
  }
  return left > 0 || written === 0 ? ExitCode.data : ExitCode.done;
}

/** Place, code and words of what is wrong with it. */
function whyNot(raw: RawLine): string {
  const { line, place, text } = raw;
  const { problems } = checkRawLine(raw);
  const found = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (!found) return `${line}:1 is no record`;
  const at = place ? physicalRange([place], text, found) : { line, column: found.start + 1 };
  return `${at.line}:${at.column} ${found.code} ${found.message}`;
}
