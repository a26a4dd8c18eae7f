import type { LoadedModel } from '../model/contract.ts';
import type { Summary } from '../preference/summary.ts';
import type { EvaluationEnd } from '../run/evaluation.ts';
import { nodesElsewhere, placeWords } from '../run/modelWords.ts';
import type { EvaluateOptions } from './evaluate.ts';
import type { Reason } from './reasons.ts';
import { plain } from './terminal.ts';

/** The summary for people. Dropped examples are always counted. */
export function summaryWords(
  { beta }: EvaluateOptions,
  end: EvaluationEnd,
  summary: Summary,
  reasons: readonly Reason[],
): string {
  const { counts } = end;
  const causes = [
    counts.malformed && `${counts.malformed} malformed`,
    counts.failed && `${counts.failed} failed`,
    counts.noPreference && `${counts.noPreference} with everything tied`,
  ].filter(Boolean);
  const lines: [string, string][] = [
    [
      'examples',
      `${counts.scored} of ${counts.examples} scored${causes.length ? ` (${causes.join(', ')})` : ''}`,
    ],
  ];
  for (const { reason, line, count } of reasons)
    lines.push(['', `${count} × ${plain(reason)} (first on line ${line})`]);
  if (counts.truncated) lines.push(['truncated', String(counts.truncated)]);
  if (counts.separate)
    lines.push([
      'tokenized apart',
      `${counts.separate} (a merge crossed the border of prompt and completion)`,
    ]);
  if (end.reused.policy + end.reused.reference > 0)
    lines.push(['known before', `policy ${end.reused.policy}, reference ${end.reused.reference} examples`]);
  if (summary.n > 0) {
    const { loss, pairwiseAccuracy, top1, kendallTauB, margin } = summary;
    lines.push(
      [
        'mean loss',
        `${number(loss.mean)} nats${range(loss)}; chance ${number(summary.chance)} (beta ${beta})`,
      ],
      ['pairwise accuracy', `${percent(pairwiseAccuracy.mean)}${range(pairwiseAccuracy, percent)}`],
      ['top-1', `${percent(top1.mean)}${range(top1, percent)}`],
      ['Kendall tau-b', number(kendallTauB.mean)],
      ['margin', `${number(margin.mean)}${range(margin)}`],
    );
  }
  for (const role of ['policy', 'reference'] as const) {
    const model = end[role];
    if (model) lines.push([role, `${plain(model.name)} on ${placeWords(model)}`]);
  }
  if (end.residency === 'oneAfterTheOther')
    lines.push(['in memory', 'one model after the other, the reference first']);
  lines.push(['time', `${end.seconds.toFixed(1)} s${end.state === 'cancelled' ? ', interrupted' : ''}`]);
  return `${lines.map(([name, value]) => `${name.padEnd(18)} ${value}`).join('\n')}\n`;
}

/** The summary as data; undefined numbers are null, as JSON has no NaN. */
export function summaryJson(file: string, options: EvaluateOptions, end: EvaluationEnd, summary: Summary) {
  const { state, reason, counts, reused, policy, reference, residency, seconds } = end;
  const head = { file, beta: options.beta, state, reason, counts, reused };
  return {
    ...head,
    ...summary,
    policy: modelJson(policy),
    reference: modelJson(reference),
    residency,
    seconds,
  };
}

/** With how many nodes its provider left to others. */
function modelJson(model: LoadedModel | undefined) {
  if (!model) return undefined;
  const nodesOnOthers = nodesElsewhere(model).reduce((sum, { nodes }) => sum + nodes, 0);
  return { ...model, nodesOnOthers };
}

const number = (value: number) => (Number.isFinite(value) ? value.toFixed(4) : 'undefined');
const percent = (value: number) => (Number.isFinite(value) ? `${(100 * value).toFixed(1)}%` : 'undefined');
/** Nothing for a single example, which has no interval. */
const range = ({ low, high }: { low: number; high: number }, words = number) =>
  Number.isFinite(low) ? `, 95% ${words(low)} to ${words(high)}` : '';
