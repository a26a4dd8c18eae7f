import path from 'node:path';
import type { ExportFormat } from '../preference/exportColumns.ts';
import type { ExportRequest } from '../run/export/exportRequest.ts';
import { exportResults } from '../run/export/exportResults.ts';
import { assertWritable } from '../run/export/fileSink.ts';
import { UserError } from '../userError.ts';

/** Files that `evaluate` writes beside `--json`: of the same results, by the same code as `export`. */
export interface FileOptions {
  readonly report?: string;
  readonly csv?: string;
  readonly parquet?: string;
}

const formatOf = { report: 'html', csv: 'csv', parquet: 'parquet' } as const satisfies Record<
  keyof FileOptions,
  ExportFormat
>;

function targets(options: FileOptions): { readonly target: string; readonly format: ExportFormat }[] {
  return (['report', 'csv', 'parquet'] as const).flatMap((name) => {
    const target = options[name];
    if (target === '-')
      throw new UserError(`--${name} takes the name of a file; "-" is for --json and --summary.`, 'usage');
    return target === undefined ? [] : [{ target: path.resolve(target), format: formatOf[name] }];
  });
}

/** UserError for a place that cannot be written, or that two were to go to; `others` are written, too. */
export async function assertFilesWritable(
  dataset: string,
  options: FileOptions,
  others: readonly (string | undefined)[],
): Promise<void> {
  const asked = targets(options);
  const places = [...asked, ...others.flatMap((other) => (other ? [{ target: path.resolve(other) }] : []))];
  const twice = asked.find(({ target }) => places.filter((other) => other.target === target).length > 1);
  if (twice) throw new UserError(`Two files cannot both go to ${twice.target}. Give each its own.`, 'usage');
  for (const { target } of asked) await assertWritable(target, dataset);
}

export async function writeFiles(
  what: Omit<ExportRequest, 'format' | 'target'>,
  options: FileOptions,
): Promise<void> {
  for (const place of targets(options)) await exportResults({ ...what, ...place });
}
