import { active, columns, columnWidths, opened, order, positionOf, sort } from '../state.ts';
import { exampleCells } from './exampleCells.tsx';
import { Grid } from './grid.tsx';
import { useRowsInPlace } from './rowsInPlace.ts';

const model = {
  columns,
  widths: columnWidths,
  sort,
  order,
  active,
  opened,
  positionOf,
  cells: exampleCells,
  useFollowing: useRowsInPlace,
};

/** The examples of a run. */
export function ExampleGrid() {
  return <Grid of={model} />;
}
