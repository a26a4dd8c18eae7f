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
    <section class="pairs-preview" aria-label="Preview">
      <div role="status">
        {state === undefined ? (
          <p class="quiet">The file is looked at …</p>
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
  if (malformed > 0) causes.push(['that are malformed', malformed]);
  return (
    <>
      <p class="pairs-count">{countOf(pairs, 'pair')}</p>
      <p>
        of {count(used)} of {countOf(examples, 'ranking')}
      </p>
      {causes.length > 0 && (
        <>
          <p class="quiet">Left out:</p>
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

const axes = { reward: 'Reward gap (nats)', tiers: 'Tiers apart', scores: 'Score gap' } as const;

function Distributions({ preview, gap }: { readonly preview: PairPreview; readonly gap: GapMeasure }) {
  const { gaps, lengths, lengthUnit } = preview;
  const charts = useMemo(() => {
    const share = (values: Float64Array) => percent(sharePositive(values));
    const ofGaps =
      gap === 'tiers'
        ? 'How many tiers the two of a pair are apart'
        : `The ${gap} gap is above 0 in ${share(gaps)} of the pairs`;
    return [
      chartOf(ofGaps, axes[gap], gaps),
      chartOf(
        `The chosen one is longer in ${share(lengths)} of the pairs`,
        `Chosen longer than rejected (${lengthUnit})`,
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
  const what = { kind: 'histogram', counted: 'Pairs', moreLines: [], wrongBelowZero: false } as const;
  return { ...what, title, axisTitle, series, markers };
}
