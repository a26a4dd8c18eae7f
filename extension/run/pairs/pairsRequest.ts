import type { Reading } from '../../dataset/reading.ts';
import type { PairField, PairOptions } from '../../preference/pairOptions.ts';
import type { PairPreview } from '../../preference/pairPreview.ts';
import type { Rows } from '../../preference/rows.ts';

/** Plain data, so that it crosses threads. */
export interface PairsRequest {
  /** Absolute path of the rankings. */
  readonly dataset: string;
  readonly reading?: Reading;
  readonly options: PairOptions;
  readonly fields: readonly PairField[];
  /** Log-probs of a run, for rewards and token counts; of records that are not in it, those that they carry. */
  readonly rows?: Rows;
  /** Whether only records of `rows` give pairs. */
  readonly onlyRows?: boolean;
  readonly beta: number;
  /** Absent = nothing is written: a preview. */
  readonly target?: string;
}

export interface PairsEnd extends PairPreview {
  /** Bytes of the dataset. */
  readonly bytes: number;
}
