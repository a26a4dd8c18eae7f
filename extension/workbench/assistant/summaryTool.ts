import path from 'node:path';
import type { TextTurn } from '../../../webview/contract.ts';
import { pageNumber } from '../pageNumber.ts';
import { progressWords } from '../progressWords.ts';
import { exampleText } from '../results/exampleText.ts';
import type { Run } from '../run.ts';
import type { Session } from '../session.ts';
import { modelsWords } from '../sideBar/runWords.ts';
import { type ExcerptedExample, summaryText } from './summaryText.ts';
import { toolFile } from './toolFile.ts';

export interface SummaryInput {
  readonly path: string;
  readonly examples?: number;
}

const suspects = 10;
const mostExamples = 5;

/** The numbers of the run that is shown of a file, computed in the evaluation worker. */
export async function summaryForTool(session: Session, input: SummaryInput): Promise<string> {
  const { sample, runs, engine } = session;
  const file = await toolFile(input.path, sample);
  const name = path.basename(file);
  await runs.restore(file);
  const run = runs.runFor(file);
  if (!run?.folder || run.rows.line.length === 0) {
    const why = run?.phase === 'failed' ? ` The last evaluation failed: ${run.reason ?? 'see the log'}` : '';
    throw new Error(
      `${name} has no results yet.${why} Call plackett_startEvaluation with the same path first.`,
    );
  }
  const digest = await engine.runDigest(run.folder, runs.beta, suspects);
  const wanted = Math.min(mostExamples, input.examples === undefined ? 0 : pageNumber(input.examples));
  const lines = digest.suspects.slice(0, wanted).map(({ line }) => line);
  const examples = await Promise.all(lines.map((line) => excerpted(run, line)));
  const head = { name, state: stateWords(run), models: modelsWords(run.policy, run.reference) };
  return summaryText(
    head,
    digest,
    examples.filter((one) => one !== undefined),
  );
}

function stateWords({ phase, progress, isOlder }: Run): string {
  if (phase === 'done') return isOlder ? 'evaluated, an older run that was chosen in the list' : 'evaluated';
  if (phase === 'cancelled' || phase === 'failed') return 'evaluated in part, then cut off';
  return `evaluation in progress (${progressWords(progress)}), so these numbers are of a part`;
}

/** Undefined where the file does not hold it any more. */
async function excerpted(run: Run, line: number): Promise<ExcerptedExample | undefined> {
  const found = await exampleText(run.dataset, run.rows, run.rows.line.indexOf(line), run.reading);
  if ('error' in found || found.stale) return undefined;
  return { line, prompt: textOf(found.prompt), completions: found.completions.map(textOf) };
}

function textOf(turns: readonly TextTurn[]): string {
  return turns.map(({ role, content }) => (role === '' ? content : `${role}: ${content}`)).join('\n');
}
