// biome-ignore-all lint/a11y/useFocusableInteractive: the box keeps the focus, aria-activedescendant names the option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the box takes the keys for its options
// biome-ignore-all lint/a11y/useSemanticElements: a list under a text box is no select
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Completion } from '../query/complete.ts';

export const optionId = (index: number) => `filter-option-${index}`;

interface Props {
  readonly options: readonly Completion[];
  readonly active: number | undefined;
  readonly take: (option: Completion) => void;
}

/** What may be written next. */
export function OptionList({ options, active, take }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (active !== undefined) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      id="filter-options"
      class="filter-options"
      role="listbox"
      aria-label={l10n.t('What may be written here')}
      hidden={options.length === 0}
      ref={list}
    >
      {options.map((option, i) => (
        <div
          key={`${option.kind} ${option.text}`}
          id={optionId(i)}
          role="option"
          aria-selected={i === active}
          class="filter-option"
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(option)}
        >
          <bdi class="filter-option-text">{option.text}</bdi>
          <span class="filter-option-hint quiet">{option.hint}</span>
        </div>
      ))}
    </div>
  );
}
