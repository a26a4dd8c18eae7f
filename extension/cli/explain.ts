import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { problemCodes } from '../dataset/severities.ts';
import { UserError } from '../userError.ts';
import { ExitCode } from './exitCodes.ts';

/** `plackett explain CODE`: what a problem means, how to mend it and why it matters. `pages`: the folder of the pages. */
export async function explainCommand(code: string | undefined, pages: string): Promise<number> {
  if (code === undefined) {
    process.stdout.write(`${problemCodes.join('\n')}\n`);
    return ExitCode.done;
  }
  if (!problemCodes.some((known) => known === code))
    throw new UserError(`There is no problem "${code}". "plackett explain" lists all of them.`, 'usage');
  process.stdout.write(await readFile(path.join(pages, `${code}.md`), 'utf8'));
  return ExitCode.done;
}
