import { createHash } from 'node:crypto';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import {
  type ChartData,
  lossData,
  marginData,
  numbersOf,
  rewardData,
} from '../../../../webview/figures/chartData.ts';
import { rewardScaleOf } from '../../../../webview/figures/rewardScale.ts';
import { chartSvg } from '../../../../webview/figures/svg/chartSvg.ts';
import { escaped } from '../../../../webview/figures/svg/frame.ts';
import { tileNumbers } from '../../../../webview/figures/tileNumbers.ts';
import { countOf } from '../../../../webview/format.ts';
import { logRatiosByRank, scaledBy } from '../../../preference/rewardsByRank.ts';
import { type Summary, summarize } from '../../../preference/summary.ts';
import type { TextSource } from '../cells.ts';
import type { ExportRequest } from '../exportRequest.ts';
import type { Sink } from '../fileSink.ts';
import { factsHtml } from './facts.ts';
import { tableHtml, textHtml } from './html.ts';
import { moreCharts } from './moreCharts.ts';
import { style } from './style.ts';
import { exampleHtml, worstRows, worstTable } from './worst.ts';

const usualWorst = 20;

/** Colours of the report's style. */
const theme = {
  text: 'var(--text)',
  quiet: 'var(--quiet)',
  grid: 'var(--line)',
  background: 'var(--background)',
  good: 'var(--good)',
  bad: 'var(--bad)',
  mark: 'var(--mark)',
  font: 'inherit',
};

/**
 * One HTML file that works offline: no script, one style by its hash, nothing from elsewhere, and dataset text only
 * ever as escaped text. How many rows it is about. Rejects as the sink, or with the signal's reason.
 */
export async function writeReport(
  sink: Sink,
  source: TextSource,
  request: ExportRequest,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  const { rows, derived } = source;
  const summary = summarize(rows, derived);
  const { digits } = rewardScaleOf(summary.rewardByTier);
  const worst = worstRows(source, request.worst ?? usualWorst);
  await sink.write(headHtml(request));
  await sink.write(tilesHtml(summary, digits, rows.line.length));
  if (summary.n > 0) await sink.write(chartsHtml(source, summary, digits));
  if (worst.length > 0) {
    const title = l10n.t('The {0} with the largest loss', countOf(worst.length, 'example'));
    await sink.write(
      `<h2>${escaped(title)}</h2><div class="scroll worst">${worstTable(source, worst, digits)}</div>`,
    );
    for (const row of worst) {
      signal?.throwIfAborted();
      await sink.write(await exampleHtml(source, row, digits));
    }
  }
  await sink.write('</main></body></html>\n');
  return rows.line.length;
}

function headHtml(request: ExportRequest): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const title = escaped(l10n.t('Rewards: {0}', path.basename(request.dataset)));
  const language = l10n.t({
    message: 'en',
    comment: ['Not a word: the language of these messages as in HTML, for instance fr or pt-BR'],
  });
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${textHtml(l10n.t('Rewards: {0}', path.basename(request.dataset)))}</h1>
${factsHtml(request)}
`;
}

function tilesHtml(summary: Summary, digits: number, total: number): string {
  const tiles = tileNumbers(summary, digits, total).map(({ label, value, note, more, hint }) => {
    const chance = more ? `<span title="${escaped(more.hint)}">${escaped(more.text)}</span>` : '';
    return `<li class="tile" title="${escaped(hint)}"><span>${escaped(label)}</span><strong>${escaped(value)}</strong><span>${escaped(note)}</span>${chance}</li>`;
  });
  return `<ul class="tiles">${tiles.join('')}</ul><p class="quiet">${escaped(l10n.t('Ranges are 95% confidence intervals.'))}</p>\n`;
}

function chartsHtml(source: TextSource, summary: Summary, digits: number): string {
  const { rows, derived, beta } = source;
  const ranks = scaledBy(beta, logRatiosByRank(rows, derived.loss));
  const charts = [rewardData(summary.rewardByTier, ranks, digits), marginData(derived), lossData(derived)];
  const drawn = [...charts, ...moreCharts(source, summary, digits)];
  return `<h2>${escaped(l10n.t('Distributions'))}</h2><div class="charts">${drawn.map(figureHtml).join('')}</div>\n`;
}

function figureHtml(data: ChartData, i: number): string {
  const { head, lines } = numbersOf(data);
  const table = tableHtml({ head, rows: lines.map((cells) => cells.map(escaped)) });
  const drawn = chartSvg(data, theme, { id: `stripes-${i}` });
  const note = 'note' in data && data.note ? `<p class="quiet">${escaped(data.note)}</p>` : '';
  return `<figure><figcaption>${escaped(data.title)}</figcaption>${drawn}${note}<details><summary>${escaped(l10n.t('Numbers'))}</summary><div class="scroll">${table}</div></details></figure>`;
}
