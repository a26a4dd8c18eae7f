import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import type { BrowseState } from '../../extension/browse/shown.ts';
import { count, countOf, percent } from '../format.ts';
import { activePlace, filter, go, setFilter, showLine } from './state.ts';

/** A pause in typing after which is searched. */
const restMs = 250;

const severityNames = {
  error: l10n.t('error'),
  warning: l10n.t('warning'),
  information: l10n.t('information'),
};

/** Jump to a line, find, and which problem is looked at. */
export function Toolbar({ state }: { readonly state: BrowseState }) {
  return (
    <search class="toolbar" aria-label={l10n.t('Records')}>
      <GoTo state={state} />
      <Find />
      <ProblemFilter state={state} />
      <Shown state={state} />
    </search>
  );
}

function GoTo({ state }: { readonly state: BrowseState }) {
  const [value, setValue] = useState('');
  const line = Number(value.replaceAll(/[,\s]/g, ''));
  const isWrong = value !== '' && (!Number.isInteger(line) || line < 1);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== '' && !isWrong) void showLine(line, true);
      }}
    >
      <label>
        <span class="quiet">{l10n.t('Go to {0}', state.unit)}</span>
        <input
          class="field short"
          type="text"
          inputMode="numeric"
          placeholder={l10n.t('1 to {0}', count(state.records))}
          value={value}
          aria-invalid={isWrong}
          title={isWrong ? l10n.t('A whole number from 1 to {0}', count(state.records)) : undefined}
          onInput={({ currentTarget }) => setValue(currentTarget.value)}
        />
      </label>
    </form>
  );
}

function Find() {
  const [value, setValue] = useState(filter.value.text ?? '');
  useEffect(() => {
    if (value === (filter.value.text ?? '')) return;
    const timer = setTimeout(() => void setFilter({ ...filter.value, text: value }), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault();
        if (value === (filter.value.text ?? '')) void go(activePlace.value + 1, false);
        else void setFilter({ ...filter.value, text: value });
      }}
    >
      <label>
        <span class="quiet">{l10n.t('Find')}</span>
        <input
          id="find"
          class="field"
          type="search"
          placeholder={l10n.t('text of a record, in any case  ( / )')}
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => setValue(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && value !== '') {
              setValue('');
              event.preventDefault();
            }
          }}
        />
      </label>
    </form>
  );
}

function ProblemFilter({ state }: { readonly state: BrowseState }) {
  const { code } = filter.value;
  const all = state.problems.reduce((sum, problem) => sum + problem.count, 0);
  const isListed = code === undefined || code === 'any' || state.problems.some((one) => one.code === code);
  return (
    <label>
      <span class="quiet">{l10n.t('Show')}</span>
      <select
        class="field"
        aria-label={l10n.t('Records to show')}
        value={code ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { text } = filter.value;
          void setFilter({ ...(text ? { text } : {}), ...(value === '' ? {} : { code: value }) });
        }}
      >
        <option value="">{l10n.t('all records')}</option>
        <option value="any">
          {all === 0 && state.checked === 1
            ? l10n.t('with problems: none')
            : l10n.t('with problems: {0}', count(all))}
        </option>
        {state.problems.map((problem) => (
          <option key={problem.code} value={problem.code}>
            {`${severityNames[problem.severity]}: ${problem.code} (${count(problem.count)})`}
          </option>
        ))}
        {!isListed && <option value={code}>{code} (0)</option>}
      </select>
    </label>
  );
}

/** How many records the filter lets through. */
function Shown({ state: { matches, unit, checked } }: { readonly state: BrowseState }) {
  if (!matches) return <output class="quiet" />;
  const { code } = filter.value;
  const words = countOf(matches.count, unit);
  return (
    <output class="quiet">
      {matches.share < 1
        ? l10n.t('{0}, {1} searched', words, percent(matches.share, 0))
        : code && checked < 1
          ? l10n.t('{0} so far', words)
          : words}
    </output>
  );
}
