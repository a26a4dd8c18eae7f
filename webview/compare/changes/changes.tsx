import { count } from '../../format.ts';
import { Detail } from '../detail/detail.tsx';
import { base, filter, metric, opened, other, type Shown } from '../state.ts';
import { letterOf, metricWords } from '../words.ts';
import { changeFilters, filterWords } from './filters.ts';
import { ChangesGrid } from './grid.tsx';
import { filterCounts } from './input.ts';
import { order } from './rows.ts';

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
      aria-label="What changed most"
    >
      <h2>
        What changed most{' '}
        <span class="quiet">
          {metricWords[metric.value].ofExample.toLowerCase()}, {letterOf(other.value)} against{' '}
          {letterOf(base.value)}
        </span>
      </h2>
      <fieldset class="filters">
        <legend class="for-readers">Which examples</legend>
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
            {filterWords[key].title} <span class="quiet">{count(counts[key])}</span>
          </button>
        ))}
      </fieldset>
      <div class="examples-body">
        <ChangesGrid />
        {order.value.length === 0 && <p class="no-rows quiet">No example is like this.</p>}
        {open !== undefined && <Detail now={now} example={open} close={close} />}
      </div>
    </section>
  );
}
