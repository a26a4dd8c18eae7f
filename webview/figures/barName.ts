import * as l10n from '@vscode/l10n';
import type { Bars } from '../../extension/preference/histogramSeries.ts';
import { digitsOfStep, fixed } from '../format.ts';

/** A chart's numbers, for whoever does not see it. */
export interface NumberTable {
  readonly head: readonly string[];
  /** The first cell names the line. */
  readonly lines: readonly (readonly string[])[];
}

/** `0.2 to 0.4`, or `below 0.4` where the bar also holds what lies beyond; `last` for several bars. */
export function barName({ edges, below, above }: Bars, bar: number, last = bar): string {
  const largest = Math.max(Math.abs(edges[0]), Math.abs(edges[edges.length - 1]));
  const digits = digitsOfStep(edges[1] - edges[0], largest);
  const [from, to] = [fixed(edges[bar], digits), fixed(edges[last + 1], digits)];
  if (below && bar === 0) return l10n.t('below {0}', to);
  if (above && last === edges.length - 2) return l10n.t('{0} and above', from);
  return l10n.t('{0} to {1}', from, to);
}
