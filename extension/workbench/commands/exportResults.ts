import path from 'node:path';
import * as vscode from 'vscode';
import type { ExportChoice } from '../../../webview/contract.ts';
import { type ExportFormat, exportFormats } from '../../preference/exportColumns.ts';
import type { Rows } from '../../preference/rows.ts';
import { selectRows, sortedByLine } from '../../preference/selectRows.ts';
import { UserError } from '../../userError.ts';
import { datasetFor } from '../request.ts';
import { askTarget, tellWritten, withCancel } from '../saveAs.ts';
import type { Session } from '../session.ts';

const kinds: Record<ExportFormat, { label: string; detail: string; suffix: string; extension?: string }> = {
  csv: {
    label: 'CSV',
    detail: vscode.l10n.t('A table for spreadsheets; text that a spreadsheet would run gets an apostrophe'),
    suffix: 'results',
  },
  jsonl: { label: 'JSONL', detail: vscode.l10n.t('One object an example'), suffix: 'results' },
  parquet: {
    label: vscode.l10n.t('Parquet'),
    detail: vscode.l10n.t('A typed table for pandas, Polars, DuckDB'),
    suffix: 'results',
  },
  html: {
    label: vscode.l10n.t('Report'),
    detail: vscode.l10n.t('One HTML file that needs no network: numbers, charts, worst examples'),
    suffix: 'report',
  },
  dataset: {
    label: vscode.l10n.t('Records'),
    detail: vscode.l10n.t('The records themselves, in the format of the dataset, byte for byte'),
    suffix: 'chosen',
    extension: 'jsonl',
  },
};

/** `Plackett: Export Results`: all or some rows of a file's results, in a format and to a place that somebody chooses. */
export async function exportResults(
  session: Session,
  uri?: vscode.Uri,
  choice?: Omit<ExportChoice, 'runId'>,
): Promise<void> {
  const dataset = (await datasetFor(uri, session.panels.activeDataset)).fsPath;
  await session.runs.restore(dataset);
  const run = session.runs.runFor(dataset);
  if (!run || run.rows.line.length === 0)
    throw new UserError(
      vscode.l10n.t('This file has no results yet. Run "Plackett: Evaluate Rankings" first.'),
      'usage',
    );
  const format = exportFormats.find((name) => name === choice?.format) ?? (await askFormat());
  const { label, suffix, extension = format } = kinds[format];
  const rows = chosenRows(run.rows, choice?.rows, format);
  const target = await askTarget(dataset, { suffix, extension, title: vscode.l10n.t('Export {0}', label) });
  const request = {
    dataset,
    rows,
    totalRows: run.rows.line.length,
    reading: run.reading,
    beta: session.runs.beta,
    format,
    target,
    columns: choice?.columns?.map(String),
    policy: run.policy,
    reference: run.reference,
    scoring: run.request.scoring,
  };
  const { written } = await withCancel(
    vscode.l10n.t('Exporting to {0}', path.basename(target)),
    rows.line.length,
    (options) => session.engine.exportResults(request, options),
  );
  const count = written.toLocaleString('en');
  const words =
    format === 'dataset'
      ? vscode.l10n.t('{0} records are in {1}.', count, target)
      : vscode.l10n.t('{0} examples are in {1}.', count, target);
  void tellWritten(target, words);
}

async function askFormat(): Promise<ExportFormat> {
  const items = exportFormats.map((format) => ({ ...kinds[format], format }));
  const item = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Results'),
    placeHolder: vscode.l10n.t('As what?'),
  });
  if (!item) throw new vscode.CancellationError();
  return item.format;
}

/** As the page names them; a dataset stays in its own order. */
function chosenRows(rows: Rows, chosen: Uint32Array | undefined, format: ExportFormat): Rows {
  if (!chosen) return sortedByLine(rows);
  const known = Array.from(chosen).filter(
    (row) => Number.isInteger(row) && row >= 0 && row < rows.line.length,
  );
  const some = selectRows(rows, known);
  return format === 'dataset' ? sortedByLine(some) : some;
}
