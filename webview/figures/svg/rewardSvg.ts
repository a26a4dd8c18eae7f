import * as l10n from '@vscode/l10n';
import { count, ordinal, signed } from '../../format.ts';
import type { RewardData } from '../chartData.ts';
import { axisX, axisY, element, escaped, line, plot, type SvgTheme, scaleY, ticks } from './frame.ts';

/** Tiers that have room. */
export const mostRanks = 12;

export function tierAxisWords(tiers: number): string {
  return tiers > mostRanks
    ? l10n.t('Annotated tier (first {0} of {1})', mostRanks, tiers)
    : l10n.t({
        message: 'Annotated tier',
        comment: ['Completions of one tier are tied; the best tier is the first'],
      });
}

/** Rewards by annotated tier: line from the 5th to the 95th percentile, box of the middle half, bar at the median. */
export function rewardSvg({ ranks: all, digits }: RewardData, theme: SvgTheme): string {
  const ranks = all.slice(0, mostRanks);
  const low = Math.min(0, ...ranks.map(({ q05 }) => q05));
  const high = Math.max(0, ...ranks.map(({ q95 }) => q95));
  const slack = (high - low || 1) * 0.05;
  const y = scaleY(low - slack, high + slack);
  const place = (plot.right - plot.left) / Math.max(1, ranks.length);
  const half = Math.min(11, place * 0.375);
  const middle = (i: number) => plot.left + (i + 0.5) * place;
  const boxes = ranks.map((r, i) => {
    const x = middle(i);
    const box = {
      x: x - half,
      y: y.at(r.q75),
      width: 2 * half,
      height: Math.max(0.5, y.at(r.q25) - y.at(r.q75)),
    };
    const words = l10n.t(
      '{0} tier, {1} completions: median {2}, half within {3} to {4}',
      ordinal(r.rank),
      count(r.n),
      signed(r.q50, digits),
      signed(r.q25, digits),
      signed(r.q75, digits),
    );
    return element(
      'g',
      {},
      `<title>${escaped(words)}</title>` +
        line(x, y.at(r.q05), x, y.at(r.q95), theme.good, { 'stroke-width': 1.5 }) +
        element('rect', { ...box, fill: theme.background, stroke: theme.good, 'stroke-width': 1.5 }) +
        line(x - half, y.at(r.q50), x + half, y.at(r.q50), theme.text, { 'stroke-width': 2 }),
    );
  });
  return [
    axisY(y, ticks(y.low, y.high, 6), l10n.t('Reward (nats)'), theme),
    ...boxes,
    axisX(
      ranks.map(({ rank }, i) => [middle(i), ordinal(rank)]),
      tierAxisWords(all.length),
      theme,
    ),
  ].join('');
}
