import * as l10n from '@vscode/l10n';
import type { Dimension } from '../../brush/brush.ts';
import { boxesOf, brushOf } from '../../brush/grid.ts';
import type { ChartData } from '../../figures/chartData.ts';
import { count } from '../../format.ts';
import { brushing, facts } from '../../state.ts';
import type { Brushing } from './brushing.ts';
import { gridOf } from './gridOf.ts';

/** Rows of which the table and the other charts follow a hand that still moves. */
const mostLive = 20_000;

/** Brushes one of the dimensions on a chart of it. */
export function brushingOf(dimension: Dimension, data: ChartData): Brushing | undefined {
  const grid = gridOf(data, dimension === 'slice' ? { field: brushing.sliceField.value } : undefined);
  if (!grid) return undefined;
  const brush = brushing.brushes.value.find((one) => one.dimension === dimension);
  return {
    grid,
    boxes: boxesOf(brush, grid),
    choose: (cells) => brushing.set(dimension, cells && brushOf(dimension, grid, cells)),
    left:
      brush && l10n.t('{0} of {1} chosen', count(brushing.chosenCount.value), count(facts.value.line.length)),
    live: facts.value.line.length <= mostLive,
  };
}
