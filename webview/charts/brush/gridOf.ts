import * as l10n from '@vscode/l10n';
import { roundBars } from '../../../extension/preference/histogramSeries.ts';
import type { Scalar } from '../../brush/brush.ts';
import type { BrushGrid, Cells } from '../../brush/grid.ts';
import { barName } from '../../figures/barName.ts';
import type { ChartData } from '../../figures/chartData.ts';
import type { DensityData } from '../../figures/densityData.ts';
import type { EstimateData } from '../../figures/estimateData.ts';
import { mostRanks } from '../../figures/svg/rewardSvg.ts';
import { countOf, ordinal } from '../../format.ts';

/** What can be chosen on a chart; nothing on one of beta, which is not of an example. */
export function gridOf(
  data: ChartData,
  slice?: { readonly field: string | undefined },
): BrushGrid | undefined {
  switch (data.kind) {
    case 'histogram': {
      const { edges, counts } = data.series;
      return {
        x: { edges, name: (from, to) => barName(data.series, from, to) },
        counted: ({ x = [0, counts.length - 1] }) => countOf(sum(counts, x), data.counted),
      };
    }
    case 'rewards': {
      const ranks = data.ranks.slice(0, mostRanks);
      if (ranks.length === 0) return undefined;
      const ends = Float64Array.from(ranks.flatMap(({ q05, q95 }) => [q05, q95]));
      const y = roundBars(ends, 20);
      return {
        x: {
          edges: places(ranks.length),
          kept: [...ranks.map(({ rank }) => rank - 1.5), (ranks.at(-1)?.rank ?? 0) - 0.5],
          name: (from, to) =>
            l10n.t(
              '{0} tier',
              placeName(
                ranks.map(({ rank }) => ordinal(rank)),
                from,
                to,
              ),
            ),
        },
        y: {
          edges: y.edges,
          name: (from, to) => l10n.t('reward {0}', barName({ ...y, below: true, above: true }, from, to)),
        },
        counted: () => '',
      };
    }
    case 'density':
      return densityGrid(data);
    case 'estimates':
      return data.places.length === 0 ? undefined : estimateGrid(data, slice);
    case 'sweep':
    case 'scatter':
      return undefined;
    default:
      return data satisfies never;
  }
}

function densityGrid({ density: { x, y, counts }, counted }: DensityData): BrushGrid {
  const [nx, ny] = [x.edges.length - 1, y.edges.length - 1];
  return {
    x: { edges: x.edges, name: (from, to) => barName(x, from, to) },
    y: { edges: y.edges, name: (from, to) => barName(y, from, to) },
    counted(cells: Cells) {
      const [xs, ys] = [cells.x ?? [0, nx - 1], cells.y ?? [0, ny - 1]];
      let n = 0;
      for (let i = xs[0]; i <= xs[1]; i++) n += sum(counts, [i * ny + ys[0], i * ny + ys[1]]);
      return countOf(n, counted);
    },
  };
}

function estimateGrid(data: EstimateData, slice?: { readonly field: string | undefined }): BrushGrid {
  const { places: shown, lying, parts } = data;
  const names = shown.map(({ label }) => label);
  const isNumeric = shown.every(({ at }) => at !== undefined);
  const words = parts?.every((part) => part.kind === 'word')
    ? parts.map((part) => part.word as Scalar)
    : undefined;
  const ranges = parts?.flatMap((part) => (part.kind === 'range' ? [part.low] : []));
  const axis = {
    edges: isNumeric ? places(shown.length).map((edge) => (edge + 0.5) / shown.length) : places(shown.length),
    ...(words ? { words } : {}),
    ...(ranges && ranges.length > 0 ? { kept: [...ranges, Number.POSITIVE_INFINITY] } : {}),
    // Positions of a ranking count from 1.
    ...(!parts && !isNumeric ? { kept: places(shown.length).map((edge) => edge + 1) } : {}),
    name: (from: number, to: number) => placeName(names, from, to),
  };
  return {
    ...(lying ? { y: axis } : { x: axis }),
    ...(slice?.field === undefined ? {} : { field: slice.field }),
    counted(cells) {
      const [from, to] = cells.x ?? cells.y ?? [0, shown.length - 1];
      const n = shown.slice(from, to + 1).reduce((total, place) => total + place.n, 0);
      // The same example stands at several positions.
      return !parts && !isNumeric && from !== to ? '' : countOf(n, data.counted);
    },
  };
}

const places = (n: number) => Array.from({ length: n + 1 }, (_, i) => i - 0.5);
const placeName = (names: readonly string[], from: number, to: number) =>
  from === to ? names[from] : l10n.t('{0} to {1}', names[from], names[to]);

function sum(counts: Uint32Array, [from, to]: readonly [number, number]): number {
  let n = 0;
  for (let i = from; i <= to; i++) n += counts[i];
  return n;
}
