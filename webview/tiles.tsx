import type { Estimate } from '../extension/preference/moments.ts';
import type { Rate } from '../extension/preference/wilson.ts';
import type { Filter } from './filter.ts';
import { count, fixed, percent, signed } from './format.ts';
import { counts, filter, results, rewardScale, run } from './state.ts';
import { Tile } from './tile.tsx';

/** The run in seven numbers. */
export function Tiles() {
  const { summary } = results.value;
  const { digits } = rewardScale.value;
  const shares = (rate: Rate | Estimate) => interval(rate, (value) => percent(value)).replace('% to', ' to');
  return (
    <section class="summary" aria-label="Summary">
      <div class="tiles">
        <Tile
          label="Examples"
          value={count(summary.n)}
          hint="Examples that have a loss: scored, with a preference"
        >
          {`of ${count(Math.max(run.value?.progress?.total ?? 0, counts.value.all))} scored`}
        </Tile>
        <Tile
          label="Mean loss"
          value={fixed(summary.loss.mean, 3)}
          hint="Mean of −log P(ranking), nats, with its 95% interval"
        >
          {interval(summary.loss, (value) => fixed(value, 3))}
          {'\n'}
          <span title="Loss of a model that knows nothing: log K! for a strict ranking of K">
            chance {fixed(summary.chance, 3)}
          </span>
        </Tile>
        <Tile
          label="Pairwise accuracy"
          value={percent(summary.pairwiseAccuracy.mean)}
          hint="Share of ordered pairs with the larger reward on the better completion, mean over examples"
        >
          {shares(summary.pairwiseAccuracy)}
        </Tile>
        <Tile
          label="Top-1"
          value={percent(summary.top1.mean)}
          hint="The one largest reward belongs to the best tier"
        >
          {shares(summary.top1)}
        </Tile>
        <Tile
          label="Tau-b"
          value={signed(summary.kendallTauB.mean)}
          hint="Mean of Kendall’s tau-b between tiers and rewards, −1 to 1"
        >
          {interval(summary.kendallTauB, (value) => signed(value))}
        </Tile>
        <Tile
          label="Margin"
          value={signed(summary.margin.mean, digits)}
          hint="Mean reward of the best tier minus that of all others, nats"
        >
          {interval(summary.margin, (value) => signed(value, digits))}
        </Tile>
        <Skipped />
      </div>
      <p class="tiles-note">Ranges are 95% confidence intervals.</p>
    </section>
  );
}

/** Bounds of the 95% interval, as `1.615 to 1.712`. */
function interval({ low, high }: Rate | Estimate, text: (value: number) => string) {
  return Number.isNaN(low) ? 'no interval yet' : `${text(low)} to ${text(high)}`;
}

const causes: readonly [Filter, string][] = [
  ['malformed', 'malformed'],
  ['failed', 'failed'],
  ['noPreference', 'without preference'],
];

function Skipped() {
  const by = counts.value;
  const skipped = by.malformed + by.failed + by.noPreference;
  return (
    <Tile label="Skipped" value={count(skipped)} hint="Left out of every mean; choose a cause to see them">
      {skipped === 0
        ? 'none'
        : causes.flatMap(([cause, words]) =>
            by[cause] === 0
              ? []
              : [
                  <button
                    type="button"
                    class="link"
                    key={cause}
                    aria-pressed={filter.value === cause}
                    onClick={() => {
                      filter.value = cause;
                      document.getElementById('examples')?.scrollIntoView({ block: 'start' });
                    }}
                  >
                    {count(by[cause])} {words}
                  </button>,
                ],
          )}
    </Tile>
  );
}
