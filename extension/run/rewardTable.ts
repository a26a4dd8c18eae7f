import * as l10n from '@vscode/l10n';
import { count, ordinal, percent, fixed as withMinus, signed as withSign } from '../../webview/format.ts';
import { codePointName, shortened, visibleText } from '../../webview/visibleText.ts';
import type { Example, Text } from '../dataset/example.ts';
import type { DatasetResults } from './results.ts';

const excerpt = 80;

/** An editor marks the true minus sign as a character that may be taken for another. */
const plain = (text: string) => text.replaceAll('−', '-');
const fixed = (value: number, digits?: number) => plain(withMinus(value, digits));
const signed = (value: number, digits?: number) => plain(withSign(value, digits));

/** The rewards of one example as plain text, the annotated best first. Undefined for a row without numbers. `example`: its texts, where they are known. */
export function rewardTable(results: DatasetResults, row: number, example?: Example): string | undefined {
  const evaluation = results.evaluate(row);
  if (!evaluation) return undefined;
  const { rows, beta } = results;
  const from = rows.offsets[row];
  const indices = Array.from(evaluation.reward.keys());
  const place = (values: Float64Array, index: number) =>
    ordinal(1 + values.filter((v) => v > values[index]).length);
  indices.sort((a, b) => rows.tier[from + a] - rows.tier[from + b] || a - b);
  // Two tables, as one is wider than a peek beside which something else is open.
  const rewards = [
    [l10n.t('tier'), l10n.t('policy'), l10n.t('no.'), l10n.t('reward'), 'P(first)', l10n.t('completion')],
    ...indices.map((index) => [
      ordinal(1 + rows.tier[from + index]),
      place(evaluation.reward, index),
      String(index),
      signed(evaluation.reward[index], 3),
      percent(evaluation.topProbability[index]),
      example ? start(example.completions[index]) : '',
    ]),
  ];
  const facts = [
    [l10n.t('no.'), l10n.t('policy logp'), l10n.t('reference'), l10n.t('tokens'), l10n.t('pushed')],
    ...indices.map((index) => [
      String(index),
      fixed(rows.policyLogp[from + index]),
      fixed(rows.referenceLogp[from + index]),
      rows.tokens[from + index] > 0 ? count(rows.tokens[from + index]) : '–',
      pushWords(evaluation.gradient[index]),
    ]),
  ];
  const { loss, chance, pairwiseAccuracy, margin } = evaluation;
  return [
    l10n.t(
      'Line {0}: loss {1} nats (chance {2}), accuracy {3}, margin {4} nats, beta {5}',
      count(rows.line[row]),
      fixed(loss, 3),
      fixed(chance, 3),
      percent(pairwiseAccuracy),
      signed(margin, 3),
      beta,
    ),
    '',
    ...aligned(rewards),
    '',
    ...aligned(facts),
    '',
    l10n.t(
      'Tier as annotated, policy = place by reward; rewards and log-probabilities in nats; completions are counted from 0.',
    ),
    '',
  ].join('\n');
}

/** Which way training on this example would move the completion's log-probability, and how hard (|d loss / d log-prob|). */
function pushWords(gradient: number): string {
  return gradient < 0
    ? l10n.t('up {0}', fixed(-gradient, 4))
    : gradient > 0
      ? l10n.t('down {0}', fixed(gradient, 4))
      : l10n.t('no way');
}

/** The start of a text on one line; what would be invisible or turn its neighbours round is named. */
function start(text: Text): string {
  const whole = typeof text === 'string' ? text : (text.at(-1)?.content ?? '');
  const line = shortened(whole, excerpt, 1_000).replaceAll(/\s+/g, ' ').trim();
  return visibleText(line)
    .map((piece) => (typeof piece === 'string' ? piece : `[${codePointName(piece.codePoint)}]`))
    .join('');
}

/** Columns side by side; all but the last to the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const last = table[0].length - 1;
  const widths = table[0].map((_, column) => Math.max(...table.map((cells) => cells[column].length)));
  return table.map((cells) =>
    cells
      .map((cell, column) => (column === last ? cell : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}
