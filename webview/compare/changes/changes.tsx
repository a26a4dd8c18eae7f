import * as l10n from '@vscode/l10n';
import { count } from '../../format.ts';
import { Detail } from '../detail/detail.tsx';
import { base, filter, metric, opened, other, type Shown } from '../state.ts';
import { letterOf, metricWords } from '../words.ts';
import { changeFilters, filterWords } from './filters.ts';
import { ChangesGrid } from './grid.tsx';
import { filterCounts } from './input.ts';

/** The examples that changed most, with a column for each run. */
export function Changes({ now }: { readonly now: Shown }) {
  const counts = filterCounts();
  const open = opened.value;
  const close = () => {
    opened.value = undefined;
    document.querySelector<HTMLElement>('#changes [role=grid]')?.focus({ preventScroll: true });
  };
  return (
    <section
      class={open === undefined ? 'examples' : 'examples with-detail'}
      id="changes"
      aria-label={l10n.t('What changed most')}
    >
      <h2>
        {l10n.t('What changed most')}{' '}
        <span class="quiet">
          {l10n.t(
            '{0}, {1} against {2}',
            metricWords[metric.value].ofExample.toLowerCase(),
            letterOf(other.value),
            letterOf(base.value),
          )}
        </span>
      </h2>
      <fieldset class="filters">
        <legend class="for-readers">{l10n.t('Which examples')}</legend>
        {changeFilters.map((key) => (
          <button
            key={key}
            type="button"
            class="filter"
            title={filterWords[key].hint}
            aria-pressed={filter.value === key}
            onClick={() => {
              filter.value = key;
            }}
          >
            {filterWords[key].title}{' '}
            <span class="quiet">{counts[key] === undefined ? '…' : count(counts[key])}</span>
          </button>
        ))}
      </fieldset>
      <div class="examples-body">
        <ChangesGrid />
        {counts[filter.value] === 0 && <p class="no-rows quiet">{l10n.t('No example is like this.')}</p>}
        {open !== undefined && <Detail now={now} example={open} close={close} />}
      </div>
    </section>
  );
}
