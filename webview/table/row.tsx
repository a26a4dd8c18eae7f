// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, aria-activedescendant names the cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys for all its cells
import { cellId, type GridModel } from './gridModel.ts';

interface Props {
  readonly of: GridModel;
  readonly row: number;
  readonly position: number;
  /** px below the top of the block. */
  readonly offset: number;
}

export function Row({ of: { active, opened, cells }, row, position, offset }: Props) {
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
      {cells(row).map(({ column, index, span, content }) => (
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
          {content}
        </div>
      ))}
    </div>
  );
}

const isAt = (at: number | undefined, index: number, span: number) =>
  at !== undefined && at >= index && at < index + span;
