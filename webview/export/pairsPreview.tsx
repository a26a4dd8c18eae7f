import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { sharePositive } from '../../extension/preference/chanceLevels.ts';
import { histogramSeries } from '../../extension/preference/histogramSeries.ts';
import { leftOutCauses } from '../../extension/preference/pairBuilder.ts';
import type { GapMeasure } from '../../extension/preference/pairOptions.ts';
import { leftOutWords, type PairPreview } from '../../extension/preference/pairPreview.ts';
import { HistogramChart } from '../charts/histogramChart.tsx';
import type { HistogramData } from '../figures/chartData.ts';
import { count, countOf, percent } from '../format.ts';

/** Undefined while the file is looked at. */
export type PreviewState = PairPreview | { readonly error: string } | undefined;

interface Props {
  readonly state: PreviewState;
  readonly gap: GapMeasure;
}

/** How many pairs there would be, of which rankings, why others give none; their gaps and lengths. */
export function PairsPreview({ state, gap }: Props) {
  return (
    <section class="pairs-preview" aria-label={l10n.t('Preview')}>
      <div role="status">
        {state === undefined ? (
          <p class="quiet">{l10n.t('The file is looked at …')}</p>
        ) : 'error' in state ? (
          <p>
            <bdi>{state.error}</bdi>
          </p>
        ) : (
          <Counts preview={state} />
        )}
      </div>
      {state && 'pairs' in state && <Distributions preview={state} gap={gap} />}
    </section>
  );
}

function Counts({ preview }: { readonly preview: PairPreview }) {
  const { pairs, used, examples, malformed, leftOut } = preview;
  const causes = leftOutCauses.flatMap((cause): [string, number][] =>
    leftOut[cause] > 0 ? [[leftOutWords[cause], leftOut[cause]]] : [],
  );
  if (malformed > 0) causes.push([l10n.t('that are malformed'), malformed]);
  return (
    <>
      <p class="pairs-count">{countOf(pairs, 'pair')}</p>
      <p>{l10n.t('of {0} of {1}', count(used), countOf(examples, 'ranking'))}</p>
      {causes.length > 0 && (
        <>
          <p class="quiet">{l10n.t('Left out:')}</p>
          <ul>
            {causes.map(([words, n]) => (
              <li key={words}>
                {count(n)} {words}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const axes = {
  reward: l10n.t('Reward gap (nats)'),
  tiers: l10n.t('Tiers apart'),
  scores: l10n.t('Score gap'),
} as const;

function Distributions({ preview, gap }: { readonly preview: PairPreview; readonly gap: GapMeasure }) {
  const { gaps, lengths, lengthUnit } = preview;
  const charts = useMemo(() => {
    const share = (values: Float64Array) => percent(sharePositive(values));
    const ofGaps =
      gap === 'tiers'
        ? l10n.t('How many tiers the two of a pair are apart')
        : l10n.t('The {0} gap is above 0 in {1} of the pairs', gap, share(gaps));
    return [
      chartOf(ofGaps, axes[gap], gaps),
      chartOf(
        l10n.t('The chosen one is longer in {0} of the pairs', share(lengths)),
        l10n.t('Chosen longer than rejected ({0})', lengthUnit),
        lengths,
      ),
    ];
  }, [preview, gap]);
  return (
    <div class="charts">
      {charts.map((data) => data && <HistogramChart key={data.axisTitle} data={data} />)}
    </div>
  );
}

function chartOf(title: string, axisTitle: string, values: Float64Array): HistogramData | undefined {
  if (values.length === 0) return undefined;
  const markers = [{ at: 0, label: '0' }];
  const series = histogramSeries(values);
  const what = { kind: 'histogram', counted: 'pair', moreLines: [] } as const;
  return { ...what, title, axisTitle, series, markers };
}
