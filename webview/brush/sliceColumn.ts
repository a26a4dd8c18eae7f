import * as l10n from '@vscode/l10n';
import type { FieldColumn } from '../../extension/preference/fieldColumns.ts';
import { turnsColumn } from '../../extension/preference/turnsColumn.ts';
import { shownText } from '../figures/shortWords.ts';

/** Of the rows, what slices are made by. */
export interface SliceSource {
  readonly fields: readonly FieldColumn[];
  readonly turns: Uint16Array;
  readonly knowsTurns: boolean;
}

/** Stands where the name of a field may stand; no record calls a field so. */
export const turnsField = '\u0000turns';

/** Values to slice by; undefined for K (which is `undefined`) and for what these rows do not have. */
export function sliceColumn(rows: SliceSource, field: string | undefined): FieldColumn | undefined {
  if (field === turnsField) return rows.knowsTurns ? turnsColumn(rows.turns) : undefined;
  return rows.fields.find(({ name }) => name === field);
}

/** As short as a chip wants it. */
export function sliceName(field: string | undefined): string {
  if (field === undefined) return 'K';
  return field === turnsField
    ? l10n.t({ message: 'Turns', comment: ['Messages of a conversation, before the answer'] })
    : shownText(field);
}

export function sliceTitle(field: string | undefined): string {
  if (field === undefined) return l10n.t('K (completions)');
  return field === turnsField ? l10n.t('Turns of the prompt') : shownText(field);
}
