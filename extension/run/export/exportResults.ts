import { stat } from 'node:fs/promises';
import { derive } from '../../preference/columns.ts';
import { cellBlocks, chosenColumns, type TextSource } from './cells.ts';
import { copyRecords } from './copyRecords.ts';
import { csvLine } from './csv.ts';
import type { ExportEnd, ExportRequest } from './exportRequest.ts';
import { type Sink, writeWhole } from './fileSink.ts';
import { jsonLine } from './jsonLines.ts';
import { writeParquet } from './parquet.ts';
import { writeReport } from './report/writeReport.ts';

export interface ExportOptions {
  readonly signal?: AbortSignal;
  /** Hears how many rows are done. */
  readonly told?: (done: number) => void;
}

/** Writes one file, as a whole or not at all. UserError when it cannot be written or a column is not there; the signal's reason. */
export async function exportResults(request: ExportRequest, options: ExportOptions = {}): Promise<ExportEnd> {
  const { target, dataset } = request;
  const written = await writeWhole(target, dataset, (sink) => writeTo(sink, request, options));
  return { written, bytes: (await stat(target)).size };
}

/** As `exportResults`, into what is open already. How many were written. */
export async function writeTo(sink: Sink, request: ExportRequest, options: ExportOptions): Promise<number> {
  const { rows, beta, dataset, reading, format } = request;
  if (format === 'dataset') return copyRecords(dataset, rows, sink, { ...options, reading });
  const source: TextSource = { rows, beta, dataset, reading, derived: derive(rows, beta) };
  if (format === 'html') return writeReport(sink, source, request, options);
  const columns = chosenColumns(source, request.columns);
  const blocks = cellBlocks(source, columns, options);
  if (format === 'parquet') await writeParquet(sink, columns, blocks);
  else if (format === 'csv') {
    await sink.write(csvLine(columns.map(({ name }) => name)));
    for await (const block of blocks) await sink.write(block.map(csvLine).join(''));
  } else
    for await (const block of blocks)
      await sink.write(block.map((cells) => jsonLine(columns, cells)).join(''));
  return rows.line.length;
}
