import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import { OptionList, optionId } from './optionList.tsx';
import { QueryNote } from './queryNote.tsx';
import {
  activeOption,
  choose,
  completions,
  isOpen,
  moveCaret,
  queryText,
  shownProblem,
  write,
} from './queryState.ts';

const longest = 2000;

/** Filters the table by a few words: an ARIA combobox whose list completes what is written. */
export function FilterBox() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    addEventListener('keydown', focusBySlash);
    return () => removeEventListener('keydown', focusBySlash);
  }, []);
  const options = completions.value?.options ?? [];
  const active = activeOption.value;
  const problem = shownProblem.value;

  function focusBySlash(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  }

  function take(option: (typeof options)[number]): void {
    const caret = choose(option);
    if (caret === undefined || !input.current) return;
    // The caret is set on what is shown, so this comes before the next rendering.
    input.current.value = queryText.value;
    input.current.setSelectionRange(caret, caret);
    input.current.focus();
  }

  function keyed(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (options.length === 0) isOpen.value = 'asked';
      else {
        const last = options.length - 1;
        if (key === 'ArrowDown')
          activeOption.value = active === undefined || active === last ? 0 : active + 1;
        else activeOption.value = active === undefined || active === 0 ? last : active - 1;
      }
    } else if (key === 'Enter' || key === 'Tab') {
      const option = active === undefined ? undefined : options[active];
      if (option) take(option);
      else if (key === 'Enter') isOpen.value = false;
      else return;
    } else if (key === 'Escape') {
      if (options.length > 0) isOpen.value = false;
      else if (queryText.value !== '') write('', 0);
      else return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <search class="filter-box" aria-label={l10n.t('Filter examples')}>
      <div class="filter-field">
        <input
          id="filter"
          ref={input}
          class="filter-input"
          type="text"
          role="combobox"
          aria-label={l10n.t('Filter')}
          aria-expanded={options.length > 0}
          aria-controls="filter-options"
          aria-autocomplete="list"
          aria-activedescendant={active !== undefined && options[active] ? optionId(active) : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby="filter-note"
          autocomplete="off"
          spellcheck={false}
          maxLength={longest}
          placeholder={l10n.t('Filter: loss > 3 and k >= 4  ( / )')}
          value={queryText.value}
          onInput={({ currentTarget: { value, selectionStart } }) => {
            isOpen.value = 'typing';
            write(value, selectionStart ?? value.length);
          }}
          onSelect={({ currentTarget: { value, selectionStart } }) =>
            moveCaret(selectionStart ?? value.length)
          }
          onClick={() => {
            isOpen.value = 'typing';
          }}
          onBlur={() => {
            isOpen.value = false;
            activeOption.value = undefined;
          }}
          onKeyDown={keyed}
        />
        {queryText.value !== '' && (
          <button
            type="button"
            class="filter-clear"
            aria-label={l10n.t('Clear the filter')}
            title={l10n.t('Clear the filter (Escape)')}
            onClick={() => {
              write('', 0);
              input.current?.focus();
            }}
          >
            ×
          </button>
        )}
        <OptionList options={options} active={active} take={take} />
      </div>
      <QueryNote />
    </search>
  );
}
