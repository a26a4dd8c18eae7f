import * as l10n from '@vscode/l10n';
import { percent } from '../../format.ts';
import { betaWords } from '../chartSentences.ts';
import type { SweepData } from '../sweepData.ts';
import { axisX, axisY, element, label, line, plot, type SvgTheme, scaleX, scaleY, ticks } from './frame.ts';

/** Losses that are worth showing: large betas make some enormous, which would hide where the least is. */
export function lossCeiling({ losses, chance }: SweepData['sweep']): number {
  const least = losses.reduce((a, b) => Math.min(a, b), chance);
  return Math.max(chance * 1.25, chance + 2 * (chance - least), 1e-3) || 1;
}

/** Loss over beta on a log axis, with chance, accuracy and the betas marked. */
export function sweepSvg({ sweep, beta }: SweepData, theme: SvgTheme): string {
  const { betas, losses, chance, accuracy, best } = sweep;
  const ceiling = lossCeiling(sweep);
  const x = scaleX(Math.log10(betas[0]), Math.log10(betas[betas.length - 1]));
  const y = scaleY(0, ceiling);
  const at = (value: number) => x.at(Math.log10(value));
  const shown = losses.map((loss, i) => ({ loss, beta: betas[i] })).filter(({ loss }) => loss <= ceiling);
  const points = shown.map(
    (p) => `${Math.round(at(p.beta) * 10) / 10},${Math.round(y.at(p.loss) * 10) / 10}`,
  );
  const dashed = { 'stroke-dasharray': '4 3' };
  const mark = (value: number, word: string, top: number) =>
    at(value) < plot.left - 1 || at(value) > plot.right + 1
      ? ''
      : line(at(value), plot.top, at(value), plot.bottom, theme.mark, dashed) +
        label(word, { x: at(value) + 4, y: top, fill: theme.mark });
  const share = plot.bottom - accuracy * (plot.bottom - plot.top);
  const chanceLine = Number.isNaN(chance)
    ? ''
    : line(plot.left, y.at(chance), plot.right, y.at(chance), theme.quiet, dashed) +
      label(
        l10n.t({
          message: 'chance',
          comment: ['The loss of a model that knows nothing; beside a line in a chart'],
        }),
        {
          x: plot.right - 4,
          y: y.at(chance) - 4,
          'text-anchor': 'end',
          fill: theme.quiet,
        },
      );
  return [
    axisY(y, ticks(0, ceiling, 5), l10n.t('Mean loss (nats)'), theme),
    chanceLine,
    element('polyline', { points: points.join(' '), fill: 'none', stroke: theme.good, 'stroke-width': 2 }),
    Number.isNaN(accuracy)
      ? ''
      : line(plot.left, share, plot.right, share, theme.bad, {
          'stroke-dasharray': '1 3',
          'stroke-width': 2,
        }) +
        label(l10n.t('accuracy {0}', percent(accuracy)), {
          x: plot.right - 4,
          y: share - 5,
          'text-anchor': 'end',
          fill: theme.mark,
        }),
    mark(beta, l10n.t('beta {0}', betaWords(beta)), plot.top - 6),
    best < 0 ? '' : mark(betas[best], l10n.t('least loss'), plot.top + 10),
    axisX(
      [0.001, 0.01, 0.1, 1, 10].map((value) => [at(value), String(value)]),
      l10n.t('Beta'),
      theme,
    ),
  ].join('');
}
