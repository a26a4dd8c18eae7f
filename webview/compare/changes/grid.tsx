import { useLayoutEffect } from 'preact/hooks';
import { Grid } from '../../table/grid.tsx';
import type { GridCell } from '../../table/gridModel.ts';
import type { RowScroll } from '../../table/rowScroll.ts';
import { active, columnWidths, filter, opened, sort } from '../state.ts';
import { marksOf, type TableValues } from './columns.ts';
import { columns, order, positionOf, tableValues } from './rows.ts';

const model = {
  columns,
  widths: columnWidths,
  sort,
  order,
  active,
  opened,
  positionOf,
  cells: changeCells,
  useFollowing: useOpenedInView,
};

/** The examples of all runs. */
export function ChangesGrid() {
  return <Grid of={model} />;
}

/** Another sort or filter begins at the top, or where the opened example is. */
function useOpenedInView({ space, moveTo }: RowScroll): void {
  const shownBy = `${sort.value.column}/${sort.value.descending}/${filter.value}`;
  useLayoutEffect(() => {
    const position = positionOf(opened.peek());
    moveTo(position < 0 ? 0 : (position + 0.5) * space.rowHeight - space.view / 2);
  }, [shownBy, space.view > space.rowHeight]);
}

function changeCells(row: number): GridCell[] {
  const of = tableValues.value;
  if (!of) return [];
  return columns.value.map((column, index) => ({
    column,
    index,
    span: 1,
    content: column.key === 'marks' ? <Marks of={of} row={row} /> : <bdi>{column.text(of, row)}</bdi>,
  }));
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
