import * as l10n from '@vscode/l10n';
import type { DerivedColumns } from '../extension/preference/columns.ts';
import { Status, truncatedFlag } from '../extension/preference/rows.ts';
import type { ShownRows } from './runRows.ts';

/** Which rows the table shows. */
export const filters = {
  all: l10n.t('All'),
  notFirst: l10n.t('Best not first'),
  noPreference: l10n.t('No preference'),
  failed: l10n.t('Failed'),
  malformed: l10n.t('Malformed'),
  truncated: l10n.t('Truncated'),
} as const;
export type Filter = keyof typeof filters;

type Columns = Pick<ShownRows, 'status' | 'flags'>;

export function matches(
  filter: Filter,
  rows: Columns,
  derived: Pick<DerivedColumns, 'top1'>,
  row: number,
): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'notFirst':
      return derived.top1[row] === 0;
    case 'noPreference':
      return rows.status[row] === Status.noPreference;
    case 'failed':
      return rows.status[row] === Status.failed;
    case 'malformed':
      return rows.status[row] === Status.malformed;
    case 'truncated':
      return (rows.flags[row] & truncatedFlag) !== 0;
    default:
      return filter satisfies never;
  }
}

export type FilterCounts = Readonly<Record<Filter, number>>;

/** How many rows each filter lets through. */
export function filterCounts(rows: Columns, derived: Pick<DerivedColumns, 'top1'>): FilterCounts {
  const counts = {
    all: rows.status.length,
    notFirst: 0,
    noPreference: 0,
    failed: 0,
    malformed: 0,
    truncated: 0,
  };
  for (let row = 0; row < rows.status.length; row++) {
    if (derived.top1[row] === 0) counts.notFirst++;
    if (rows.status[row] === Status.noPreference) counts.noPreference++;
    else if (rows.status[row] === Status.failed) counts.failed++;
    else if (rows.status[row] === Status.malformed) counts.malformed++;
    if ((rows.flags[row] & truncatedFlag) !== 0) counts.truncated++;
  }
  return counts;
}
