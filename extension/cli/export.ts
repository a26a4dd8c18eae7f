import path from 'node:path';
import type { ExportFormat } from '../preference/exportColumns.ts';
import type { RunRecord } from '../run/evaluation.ts';
import type { ExportRequest } from '../run/export/exportRequest.ts';
import { exportResults, writeTo } from '../run/export/exportResults.ts';
import { isFileError } from '../run/fileErrors.ts';
import { readRecord } from '../run/store.ts';
import { readRun } from '../run/stored/readRun.ts';
import { UserError } from '../userError.ts';
import { ExitCode } from './exitCodes.ts';
import { openOutput } from './output.ts';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out: string;
  readonly beta: number;
  readonly columns?: readonly string[];
  readonly worst?: number;
}

/** `plackett export RUNFOLDER --format F --out FILE`: results that lie in a run folder. UserError when it is none. */
export async function exportCommand(folder: string, options: ExportOptions): Promise<number> {
  const { record, rows } = await storedRun(folder);
  const { format, out, beta, columns, worst } = options;
  const { dataset, reading, scoring } = record.request;
  const { policy, reference, startedAt } = record;
  const what = { dataset, reading, scoring, policy, reference, evaluatedAt: startedAt };
  const request: ExportRequest = { ...what, rows, beta, format, columns, worst, target: path.resolve(out) };
  if (out !== '-') {
    const { written } = await exportResults(request);
    process.stderr.write(`${written} ${format === 'dataset' ? 'records' : 'examples'} in ${out}\n`);
    return ExitCode.done;
  }
  if (format === 'parquet')
    throw new UserError('A Parquet file is no text for a terminal. Name a file after --out.', 'usage');
  const output = await openOutput('-');
  const write = (piece: string | Uint8Array) =>
    output.write(typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'));
  await writeTo({ write }, request, {});
  return ExitCode.done;
}

/** The rows of a run folder in the order of the file, and what was asked. UserError when it is no run folder. */
export async function storedRun(folder: string) {
  try {
    const record: RunRecord = await readRecord(path.resolve(folder));
    return { record, rows: (await readRun(record.folder)).rows };
  } catch (error) {
    if (!isFileError(error) && !(error instanceof SyntaxError))
      throw new UserError(`${(error as Error).message}.`, 'data');
    throw new UserError(
      `${folder} is no run folder: a folder with manifest.json and scores/. Plackett's own lie in "runs" of the extension's storage folder; "plackett evaluate --run FOLDER" makes one.`,
      'data',
      { cause: error },
    );
  }
}
