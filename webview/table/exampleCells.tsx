import * as l10n from '@vscode/l10n';
import { Status } from '../../extension/preference/rows.ts';
import { agreement } from '../agreement.ts';
import { columns, results, rewardScale } from '../state.ts';
import type { TableColumn } from './columns.ts';
import type { GridCell } from './gridModel.ts';
import { RewardsCell } from './rewardsCell.tsx';

/** The cells of a row; where there are no numbers, one cell stands for all of them. */
export function exampleCells(row: number): GridCell[] {
  const all = columns.value;
  const scored = results.value.rows.status[row] === Status.ok;
  const first = scored ? -1 : all.findIndex((column) => column.scored);
  const cells: GridCell[] = [];
  for (const [index, column] of all.entries()) {
    if (scored || !column.scored)
      cells.push({ column, index, span: 1, content: <Cell column={column} row={row} /> });
    else if (index === first) {
      const span = all.filter((one) => one.scored).length;
      cells.push({
        column,
        index,
        span,
        content: span > 1 ? <Unscored row={row} /> : <Cell column={column} row={row} />,
      });
    }
  }
  return cells;
}

function Cell({ column, row }: { readonly column: TableColumn; readonly row: number }) {
  const { derived } = results.value;
  if (column.key === 'rewards') return <RewardsCell row={row} />;
  if (column.key === 'top1') {
    const { glyph, words, kind } = agreement(derived.top1[row], derived.pairwiseAccuracy[row]);
    return (
      <span role="img" class={`agreement ${kind}`} aria-label={words} title={words}>
        {glyph}
      </span>
    );
  }
  const text = column.text(results.value, row, rewardScale.value.digits);
  return <bdi title={column.numeric ? undefined : text}>{text}</bdi>;
}

function Unscored({ row }: { readonly row: number }) {
  const { status, reason } = results.value.rows;
  const what =
    status[row] === Status.noPreference
      ? l10n.t('No preference')
      : status[row] === Status.malformed
        ? l10n.t('Malformed')
        : l10n.t('Failed');
  const why =
    reason.at(row) ??
    (status[row] === Status.noPreference ? l10n.t('every completion is tied') : l10n.t('no reason is given'));
  return (
    <span class="unscored" title={why}>
      <span class="unscored-what">{what}</span> <bdi>{why}</bdi>
    </span>
  );
}
