import * as l10n from '@vscode/l10n';
import { type MetricKey, metricKeys } from '../../extension/preference/paired/pairedMetrics.ts';
import { base, metric, other, type Shown } from './state.ts';
import { letterOf, metricWords, modelsOf } from './words.ts';

/** Which run is held against the baseline below, and by what. */
export function PairChoice({ now }: { readonly now: Shown }) {
  return (
    <div class="pair-choice">
      <label>
        {l10n.t('Compare by')}
        <select
          value={metric.value}
          onChange={({ currentTarget }) => {
            metric.value = currentTarget.value as MetricKey;
          }}
        >
          {metricKeys.map((key) => (
            <option key={key} value={key}>
              {metricWords[key].ofExample}
            </option>
          ))}
        </select>
      </label>
      <label>
        {l10n.t('in')}
        <select
          aria-label={l10n.t('Run that is compared with the baseline')}
          value={String(other.value)}
          onChange={({ currentTarget }) => {
            other.value = Number(currentTarget.value);
          }}
        >
          {now.state.runs.map((run, i) =>
            i === base.value ? null : (
              <option key={i} value={String(i)}>
                {letterOf(i)}: {modelsOf(run)}
              </option>
            ),
          )}
        </select>
      </label>
      <span class="quiet">{l10n.t('with the baseline {0}', letterOf(base.value))}</span>
    </div>
  );
}
