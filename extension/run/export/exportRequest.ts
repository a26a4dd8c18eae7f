import type { Reading } from '../../dataset/reading.ts';
import type { LoadedModel } from '../../model/contract.ts';
import type { ExportFormat } from '../../preference/exportColumns.ts';
import type { Rows } from '../../preference/rows.ts';
import type { EvaluationRequest } from '../evaluation.ts';

/** What an export is made of. Plain data, so that it crosses threads. */
export interface ExportRequest {
  /** Absolute path of the file that was evaluated. */
  readonly dataset: string;
  readonly reading?: Reading;
  /** Those to write, in the order to write them. */
  readonly rows: Rows;
  /** All of the run, where `rows` are some: said in a report. */
  readonly totalRows?: number;
  readonly beta: number;
  readonly format: ExportFormat;
  readonly target: string;
  /** Absent = the usual ones. Of CSV, JSONL and Parquet. */
  readonly columns?: readonly string[];
  /** Of a report. */
  readonly policy?: LoadedModel;
  readonly reference?: LoadedModel;
  readonly scoring?: EvaluationRequest['scoring'];
  /** ISO 8601. */
  readonly evaluatedAt?: string;
  /** Examples with the largest losses whose texts a report shows. */
  readonly worst?: number;
}

export interface ExportEnd {
  /** Rows, or records of the dataset, that were written. */
  readonly written: number;
  /** Bytes of the file. */
  readonly bytes: number;
}
