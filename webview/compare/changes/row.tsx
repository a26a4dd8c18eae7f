// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, aria-activedescendant names the cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys for all its cells
import { active, opened } from '../state.ts';
import { marksOf, type TableValues } from './columns.ts';
import { columns, tableValues } from './rows.ts';

/** Id of a cell, for `aria-activedescendant`; row undefined = header. */
export function cellId(row: number | undefined, column: number): string {
  return `cell-${row ?? 'header'}-${column}`;
}

interface Props {
  /** Example. */
  readonly row: number;
  readonly position: number;
  /** px below the top of the view. */
  readonly offset: number;
}

export function Row({ row, position, offset }: Props) {
  const of = tableValues.value;
  if (!of) return null;
  const at = active.value?.row === row ? active.value.column : undefined;
  const open = opened.value === row;
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
      {columns.value.map((column, i) => (
        <div
          key={column.key}
          id={cellId(row, i)}
          role="gridcell"
          aria-colindex={i + 1}
          data-column={i}
          class={`cell${column.numeric ? ' number' : ''}${i === 0 ? ' line' : ''}${at === i ? ' active' : ''}`}
        >
          {column.key === 'marks' ? <Marks of={of} row={row} /> : <bdi>{column.text(of, row)}</bdi>}
        </div>
      ))}
    </div>
  );
}

function Marks({ of, row }: { readonly of: TableValues; readonly row: number }) {
  return (
    <>
      {marksOf(of, row).map(({ glyph, words }) => (
        <span
          key={glyph}
          class={`mark mark-${glyph === '▲' ? 'right' : glyph === '▼' ? 'wrong' : 'label'}`}
          role="img"
          aria-label={words}
          title={words}
        >
          {glyph}
        </span>
      ))}
    </>
  );
}
