// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, aria-activedescendant names the cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys for all its cells
import * as l10n from '@vscode/l10n';
import { Status } from '../../extension/preference/rows.ts';
import { agreement } from '../agreement.ts';
import { active, columns, opened, results, rewardScale } from '../state.ts';
import type { TableColumn } from './columns.ts';
import { cellId } from './headerRow.tsx';
import { RewardsCell } from './rewardsCell.tsx';

interface Props {
  readonly row: number;
  readonly position: number;
  /** px below the top of the block. */
  readonly offset: number;
}

export function Row({ row, position, offset }: Props) {
  const { rows } = results.value;
  const at = active.value?.row === row ? active.value.column : undefined;
  const open = opened.value === row;
  const scored = rows.status[row] === Status.ok;
  return (
    <div
      class={open ? 'row open' : 'row'}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={open}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={(event) => {
        const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
        active.value = { row, column: Number(cell?.dataset.column ?? 0) };
        opened.value = row;
      }}
    >
      {cells(columns.value, scored).map(({ column, index, span }) => (
        <div
          key={column.key}
          id={cellId(row, isAt(at, index, span) ? (at ?? index) : index)}
          role="gridcell"
          aria-colindex={index + 1}
          aria-colspan={span > 1 ? span : undefined}
          data-column={index}
          class={`cell${column.numeric && span === 1 ? ' number' : ''}${column.key === 'line' ? ' line' : ''}${
            isAt(at, index, span) ? ' active' : ''
          }`}
          style={span > 1 ? { gridColumn: `span ${span}` } : undefined}
        >
          {span > 1 ? <Unscored row={row} /> : <Cell column={column} row={row} />}
        </div>
      ))}
    </div>
  );
}

const isAt = (at: number | undefined, index: number, span: number) =>
  at !== undefined && at >= index && at < index + span;

/** The cells of a row; where there are no numbers, one cell stands for all of them. */
function cells(columns: readonly TableColumn[], scored: boolean) {
  const all = columns.map((column, index) => ({ column, index, span: 1 }));
  if (scored) return all;
  const span = columns.filter((column) => column.scored).length;
  const first = columns.findIndex((column) => column.scored);
  return all
    .filter(({ column, index }) => !column.scored || index === first)
    .map((cell) => (cell.index === first ? { ...cell, span } : cell));
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
