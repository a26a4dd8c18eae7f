import * as l10n from '@vscode/l10n';
import { type MetricKey, metricKeys } from '../../extension/preference/paired/pairedMetrics.ts';
import { count, signed } from '../format.ts';
import { correlationOf, flipsOf, intervalOf, meansOf, outcomesOf } from './paired.ts';
import { Scrolled } from './scrolled.tsx';
import { base, digits, type Shown } from './state.ts';
import {
  differenceText,
  differenceUnit,
  letterOf,
  metricText,
  metricWords,
  outcomeWords,
  verdict,
} from './words.ts';

/** Metrics by runs: the value of each, and its paired difference to the baseline with the interval. */
export function SummaryTable({ now }: { readonly now: Shown }) {
  const runs = now.state.runs.map((_, run) => run);
  const others = runs.length - 1;
  return (
    <section class="part" aria-label={l10n.t('Metrics by runs')}>
      <Scrolled label={l10n.t('Table of metrics by runs')}>
        <table class="metrics">
          <thead>
            <tr>
              <th scope="col">{l10n.t('Metric')}</th>
              {runs.map((run) => (
                <th scope="col" key={run}>
                  {letterOf(run)}
                  {run === base.value && <span class="quiet"> {l10n.t('baseline')}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {metricKeys.map((key) => (
              <tr key={key}>
                <th scope="row" title={metricWords[key].hint}>
                  {metricWords[key].title}
                </th>
                {runs.map((run) => (
                  <td key={run}>
                    <Value now={now} run={run} metric={key} />
                    {run !== base.value && <Difference now={now} run={run} metric={key} />}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row" title={l10n.t('Examples whose margin has another sign than in the baseline')}>
                {l10n.t('Sign flips')}
              </th>
              {runs.map((run) => (
                <td key={run}>{run !== base.value && <Flips now={now} run={run} />}</td>
              ))}
            </tr>
            <tr>
              <th
                scope="row"
                title={l10n.t(
                  'Pearson’s correlation of the rewards of single completions with those of the baseline, whatever beta',
                )}
              >
                {l10n.t('Reward correlation')}
              </th>
              {runs.map((run) => (
                <td key={run}>{run !== base.value && <Correlation now={now} run={run} />}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </Scrolled>
      <p class="tiles-note">
        {l10n.t(
          'Values are means over all examples of a run. Differences are paired: means over the examples that the run and the baseline both scored, with 95% bootstrap intervals (BCa, 1,000 resamples). ▲ better and ▼ worse where the interval excludes 0, ≈ where it does not.',
        )}
        {others > 1 &&
          ` ${l10n.t('Each interval stands for itself: of many, one in twenty excludes 0 by chance.')}`}
      </p>
    </section>
  );
}

interface CellProps {
  readonly now: Shown;
  readonly run: number;
  readonly metric: MetricKey;
}

function Value({ now, run, metric }: CellProps) {
  const means = meansOf(now, [run, run], metric);
  return <span class="value">{means ? metricText(metric, means.base, digits.value) : '…'}</span>;
}

function Difference({ now, run, metric }: CellProps) {
  const pair = [base.value, run] as const;
  const means = meansOf(now, pair, metric);
  if (!means) return <span class="difference">…</span>;
  if (means.n === 0) return <span class="difference quiet">{l10n.t('nothing in common')}</span>;
  const text = (value: number) => differenceText(metric, value, digits.value);
  const interval = intervalOf(now, run, metric);
  const found = interval && verdict(metric, interval.low, interval.high);
  const won = outcomesOf(now, pair, metric);
  const { better, worse } = outcomeWords(metric);
  return (
    <span
      class="difference"
      title={
        won &&
        l10n.t(
          'Over {0} examples: {1} in {2}, {3} in {4}, equal in {5}',
          count(means.n),
          better,
          count(won.better),
          worse,
          count(won.worse),
          count(won.equal),
        )
      }
    >
      <span class={`judged ${found?.kind ?? 'none'}`}>
        {found?.glyph} {text(means.difference)}
        {differenceUnit(metric)}
        <span class={found?.kind === 'none' ? 'for-readers' : 'judged-words'}> {found?.words}</span>
      </span>
      <span class="interval quiet">
        {!interval
          ? l10n.t('… to …')
          : Number.isNaN(interval.low)
            ? l10n.t('no interval')
            : l10n.t(
                '{0} to {1}',
                differenceText(metric, interval.low, digits.value),
                differenceText(metric, interval.high, digits.value),
              )}
      </span>
    </span>
  );
}

function Flips({ now, run }: Omit<CellProps, 'metric'>) {
  const flips = flipsOf(now, [base.value, run]);
  if (!flips) return <span class="difference">…</span>;
  return (
    <span class="difference" title={l10n.t('Margins that became positive, and margins that became negative')}>
      <span>{l10n.t('▲ {0} turned right', count(flips.toRight))}</span>
      <span>{l10n.t('▼ {0} turned wrong', count(flips.toWrong))}</span>
    </span>
  );
}

function Correlation({ now, run }: Omit<CellProps, 'metric'>) {
  const r = correlationOf(now, [base.value, run]);
  return <>{r === undefined ? '…' : signed(r, 3)}</>;
}
