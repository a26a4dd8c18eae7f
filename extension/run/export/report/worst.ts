import * as l10n from '@vscode/l10n';
import { escaped } from '../../../../webview/figures/svg/frame.ts';
import { count, fixed, ordinal, percent, signed } from '../../../../webview/format.ts';
import type { Text } from '../../../dataset/example.ts';
import { exampleAt } from '../../exampleAt.ts';
import type { TextSource } from '../cells.ts';
import { longTextHtml, tableHtml, textHtml } from './html.ts';

/** Rows with the largest losses, largest first; equal ones in the order of their lines. */
export function worstRows({ derived, rows }: TextSource, most: number): number[] {
  const counted = Array.from(derived.loss.keys()).filter((row) => !Number.isNaN(derived.loss[row]));
  counted.sort((a, b) => derived.loss[b] - derived.loss[a] || rows.line[a] - rows.line[b]);
  return counted.slice(0, most);
}

/** The numbers of the worst examples, each with a link to its texts below. */
export function worstTable({ rows, derived }: TextSource, worst: readonly number[], digits: number): string {
  return tableHtml({
    caption: l10n.t('Loss, chance and margin in nats.'),
    head: [
      l10n.t('Example'),
      l10n.t('Id'),
      l10n.t('Completions'),
      l10n.t({
        message: 'Loss',
        comment: ['Of preference optimization: minus the log-probability of the ranking'],
      }),
      l10n.t({ message: 'Chance', comment: ['The loss of a model that knows nothing'] }),
      l10n.t({ message: 'Margin', comment: ['Reward of the best completions minus that of the others'] }),
      l10n.t('Pairwise accuracy'),
    ],
    rows: worst.map((row) => [
      `<a href="#row-${row}">${lineHtml(rows.line[row])}</a>`,
      rows.id[row] === undefined ? '' : textHtml(rows.id[row]),
      count(rows.offsets[row + 1] - rows.offsets[row]),
      fixed(derived.loss[row], 3),
      fixed(derived.chance[row], 3),
      signed(derived.margin[row], digits),
      percent(derived.pairwiseAccuracy[row]),
    ]),
  });
}

/** The texts of one example, best tier first. */
export async function exampleHtml(source: TextSource, row: number, digits: number): Promise<string> {
  const { rows, derived, dataset, reading } = source;
  const found = await exampleAt(dataset, rows, row, reading);
  const title = `<h3>${lineHtml(rows.line[row])}</h3>`;
  if ('error' in found)
    return `<section class="example" id="row-${row}">${title}<p>${textHtml(found.error)}</p></section>`;
  const { prompt, completions } = found.example;
  const from = rows.offsets[row];
  const order = completions
    .map((_, i) => i)
    .sort((a, b) => rows.tier[from + a] - rows.tier[from + b] || a - b);
  const table = tableHtml({
    head: [
      l10n.t({ message: 'Tier', comment: ['Completions of one tier are tied; the best tier is the first'] }),
      l10n.t('Reward'),
      l10n.t({
        message: 'First',
        comment: ['Head of a column: the probability that a completion is ranked first'],
      }),
      l10n.t('Tokens'),
      l10n.t('Completion'),
    ],
    rows: order.map((i) => [
      ordinal(rows.tier[from + i] + 1),
      signed(derived.reward[from + i], digits),
      percent(derived.topProbability[from + i]),
      rows.tokens[from + i] > 0 ? count(rows.tokens[from + i]) : '',
      messagesHtml(completions[i]),
    ]),
  });
  const stale = found.stale ? `<p>${escaped(l10n.t('The line was changed after it was scored.'))}</p>` : '';
  return `<section class="example" id="row-${row}">${title}${stale}<p class="quiet">${escaped(l10n.t('Prompt'))}</p>${messagesHtml(prompt)}<div class="scroll texts">${table}</div></section>`;
}

const lineHtml = (line: number) => escaped(l10n.t('Line {0}', count(line)));

function messagesHtml(text: Text): string {
  if (typeof text === 'string') return longTextHtml(text);
  return text
    .map(({ role, content }) => `<div class="role">${textHtml(role)}</div>${longTextHtml(content)}`)
    .join('');
}
