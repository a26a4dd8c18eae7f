import * as l10n from '@vscode/l10n';
import { type Filter, filters } from './filter.ts';
import { FilterBox } from './filterBox/filterBox.tsx';
import { count } from './format.ts';
import { counts, filter } from './state.ts';
import { ColumnMenu } from './table/columnMenu.tsx';
import { ViewMenu } from './views/viewMenu.tsx';

/** Which examples the table shows: a choice and a written filter, which hold together. */
export function FilterBar() {
  return (
    <div class="filter-bar">
      <Choices />
      <FilterBox />
      <div class="menus">
        <ColumnMenu />
        <ViewMenu />
      </div>
    </div>
  );
}

/** Filters that let nothing through are not offered. */
function Choices() {
  const offered = (Object.keys(filters) as Filter[]).filter(
    (name) => name === 'all' || name === filter.value || counts.value[name] > 0,
  );
  return (
    <fieldset class="filters">
      <legend class="for-readers">{l10n.t('Show')}</legend>
      {offered.map((name) => (
        <button
          type="button"
          class="filter"
          key={name}
          aria-pressed={filter.value === name}
          onClick={() => {
            filter.value = name;
          }}
        >
          {filters[name]} <span class="quiet">{count(counts.value[name])}</span>
        </button>
      ))}
    </fieldset>
  );
}
