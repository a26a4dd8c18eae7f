import path from 'node:path';
import type { FileReading } from '../dataset/fileReading.ts';
import { readingWords } from '../dataset/readingWords.ts';
import type { ProviderChoice, ScoringSettings } from '../model/settings.ts';
import { derive } from '../preference/columns.ts';
import { usualNames } from '../preference/exportColumns.ts';
import { concatRows, type Rows } from '../preference/rows.ts';
import { sortedByLine } from '../preference/selectRows.ts';
import { summarize } from '../preference/summary.ts';
import { evaluate } from '../run/evaluate.ts';
import type { EvaluationEnd, EvaluationRequest, Residency } from '../run/evaluation.ts';
import { cellBlocks, chosenColumns } from '../run/export/cells.ts';
import { jsonLine } from '../run/export/jsonLines.ts';
import { sameFile } from '../run/sameFile.ts';
import { ScorerClient } from '../run/scorerClient.ts';
import { UserError } from '../userError.ts';
import { usualCacheFolder } from './cacheFolder.ts';
import { ExitCode, exitCodeOfKind } from './exitCodes.ts';
import { assertFilesWritable, type FileOptions, writeFiles } from './exportFiles.ts';
import { openOutput } from './output.ts';
import { progressPrinter } from './progress.ts';
import { givenReading, type ReadingOptions } from './readingOptions.ts';
import { commonReasons } from './reasons.ts';
import { summaryJson, summaryWords } from './summary.ts';
import { plain } from './terminal.ts';

export interface EvaluateOptions extends ReadingOptions, FileOptions {
  readonly policy?: string;
  readonly reference?: string;
  readonly beta: number;
  readonly provider: ProviderChoice;
  readonly limit?: number;
  readonly json?: string;
  readonly summary?: string;
  readonly border: ScoringSettings['border'];
  readonly eos: boolean;
  readonly maxLength: number;
  readonly truncation: ScoringSettings['truncation'];
  readonly batchTokens: number;
  readonly residency: Residency;
  /** A run folder, by its name and by its older one. */
  readonly run?: string;
  readonly keep?: string;
  /** A folder; undefined = the usual one; false = nothing is kept. */
  readonly cache?: string | false;
}

/** `plackett evaluate FILE ...`. What was scored is written even when the run is interrupted or fails. */
export async function evaluateCommand(
  file: string,
  options: EvaluateOptions,
  scorerScript: string,
): Promise<number> {
  // Before the work: a place that cannot be written is told at once.
  await assertFilesWritable(file, options, [options.json, options.summary]);
  const { json, summaryOut } = await openOutputs(file, options);
  const parts: Rows[] = [];
  let reading = givenReading(options);
  const progress = progressPrinter(process.stderr);
  const log = (level: string, message: string) => {
    if (level === 'warn') progress.line(plain(message));
  };
  const client = new ScorerClient(scorerScript, log);
  const controller = new AbortController();
  const interrupt = () => {
    controller.abort(new Error('interrupted'));
    void client.stopSoon();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  let end: EvaluationEnd;
  let request: EvaluationRequest;
  try {
    request = {
      dataset: path.resolve(file),
      limit: options.limit,
      reading,
      policy: options.policy && path.resolve(options.policy),
      reference: options.reference && path.resolve(options.reference),
      scoring: {
        provider: options.provider,
        border: options.border,
        appendEos: options.eos,
        maxLength: options.maxLength,
        truncation: options.truncation,
        batchTokens: Math.max(1, options.batchTokens),
      },
      residency: options.residency,
      runFolder: runFolderOf(options),
      cacheFolder: cacheFolderOf(options),
    };
    const events = {
      reading: (found: FileReading) => {
        reading = found.reading;
        for (const words of readingWords(found)) progress.line(plain(words));
      },
      rows: (rows: Rows) => void parts.push(rows),
      progress: progress.show,
      models: progress.models,
      log,
    };
    end = await evaluate(request, client, events, controller.signal);
  } finally {
    client.end('done');
    progress.end();
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }

  const rows = sortedByLine(concatRows(parts));
  const derived = derive(rows, options.beta);
  const summary = summarize(rows, derived);
  try {
    if (json) {
      const source = { rows, derived, beta: options.beta, dataset: request.dataset, reading };
      const columns = chosenColumns(source, usualNames);
      for await (const block of cellBlocks(source, columns))
        await json.write(block.map((cells) => jsonLine(columns, cells)).join(''));
      await json.close();
    }
    if (summaryOut && rows.line.length > 0) {
      await summaryOut.lines([JSON.stringify(summaryJson(file, options, end, summary), null, 2)]);
      await summaryOut.close();
    }
    if (rows.line.length > 0) {
      const { dataset, scoring } = request;
      const { policy, reference } = end;
      const what = { dataset, reading, rows, beta: options.beta, scoring, policy, reference };
      await writeFiles({ ...what, evaluatedAt: new Date().toISOString() }, options);
    }
  } finally {
    // stdout belongs to the JSON where it was asked for. A full disk takes the files, not the numbers.
    const words = options.json === '-' || options.summary === '-' ? process.stderr : process.stdout;
    if (end.counts.examples > 0) words.write(summaryWords(options, end, summary, commonReasons(rows, 3)));
  }
  if (end.state === 'failed') {
    process.stderr.write(`plackett: ${plain(end.reason ?? 'the evaluation failed')}\n`);
    return exitCodeOfKind(end.errorKind);
  }
  if (end.reason !== undefined) process.stderr.write(`plackett: ${plain(end.reason)}\n`);
  if (end.state === 'cancelled') return ExitCode.interrupted;
  return end.counts.scored === 0 ? ExitCode.data : ExitCode.done;
}

function runFolderOf({ run, keep }: EvaluateOptions): string | undefined {
  const folder = run ?? keep;
  return folder === undefined ? undefined : path.resolve(folder);
}

function cacheFolderOf({ cache }: EvaluateOptions): string | undefined {
  if (cache === false) return undefined;
  return cache === undefined ? usualCacheFolder() : path.resolve(cache);
}

/** UserError when one cannot be written, or writing it would take the rankings or the other one. */
async function openOutputs(file: string, { json, summary }: EvaluateOptions) {
  for (const target of [json, summary]) {
    if (target === undefined || target === '-' || !(await sameFile(target, file))) continue;
    throw new UserError(`${target} holds the rankings themselves. Choose another file to write to.`, 'usage');
  }
  const twice = `--json and --summary cannot both go to ${json}. Give each its own.`;
  if (json !== undefined && json === summary) throw new UserError(twice, 'usage');
  const outputs = {
    json: json === undefined ? undefined : await openOutput(json),
    summaryOut: summary === undefined ? undefined : await openOutput(summary),
  };
  // Both are there by now, whatever their paths look like.
  const files = json !== undefined && summary !== undefined && json !== '-' && summary !== '-';
  if (files && (await sameFile(json, summary))) throw new UserError(twice, 'usage');
  return outputs;
}
