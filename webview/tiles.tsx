import * as l10n from '@vscode/l10n';
import { tileNumbers } from './figures/tileNumbers.ts';
import type { Filter } from './filter.ts';
import { count } from './format.ts';
import { counts, filter, results, rewardScale, run } from './state.ts';
import { Tile } from './tile.tsx';

/** The run in seven numbers. */
export function Tiles() {
  const { digits } = rewardScale.value;
  const total = Math.max(run.value?.progress?.total ?? 0, counts.value.all);
  return (
    <section class="summary" aria-label={l10n.t('Summary')}>
      <div class="tiles">
        {tileNumbers(results.value.summary, digits, total).map(({ label, value, hint, note, more }) => (
          <Tile key={label} label={label} value={value} hint={hint}>
            {note}
            {more && '\n'}
            {more && <span title={more.hint}>{more.text}</span>}
          </Tile>
        ))}
        <Skipped />
      </div>
      <p class="tiles-note">{l10n.t('Ranges are 95% confidence intervals.')}</p>
    </section>
  );
}

const causes: readonly [Filter, string][] = [
  ['malformed', l10n.t('malformed')],
  ['failed', l10n.t('failed')],
  ['noPreference', l10n.t('without preference')],
];

function Skipped() {
  const by = counts.value;
  const skipped = by.malformed + by.failed + by.noPreference;
  return (
    <Tile
      label={l10n.t('Skipped')}
      value={count(skipped)}
      hint={l10n.t('Left out of every mean; choose a cause to see them')}
    >
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
