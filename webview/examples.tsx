import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Chips } from './brush/chips.tsx';
import { Detail } from './detail/detail.tsx';
import { wide } from './detail/view.ts';
import { FilterBar } from './filterBar.tsx';
import { reviewing } from './review/open.ts';
import { Review } from './review/review.tsx';
import { ReviewButton } from './review/reviewButton.tsx';
import { brushing, opened, order } from './state.ts';
import { ExampleGrid } from './table/exampleGrid.tsx';

/** The table, and beside it (below on a narrow page) the example that is open. */
export function Examples() {
  const section = useRef<HTMLElement>(null);
  const row = opened.value;
  const closed = useRef(false);
  useLayoutEffect(() => {
    // Only now the table is seen again, where it was hidden.
    if (closed.current) section.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
    closed.current = false;
  }, [row]);
  if (reviewing.value) return <Review />;
  return (
    <section
      id="examples"
      class={row === undefined ? 'examples' : `examples with-detail${wide.value ? ' wide' : ''}`}
      aria-label={l10n.t('Examples')}
      ref={section}
    >
      <h2 class="for-readers">{l10n.t('Examples')}</h2>
      <div class="examples-bar">
        <FilterBar />
        <ReviewButton />
      </div>
      <Chips />
      <div class="examples-body">
        <ExampleGrid />
        {order.value.length === 0 && (
          <p class="no-rows quiet">
            {brushing.brushes.value.length > 0
              ? l10n.t('No example here. Choose another filter, or clear it and what is chosen on charts.')
              : l10n.t('No example here. Choose another filter, or clear it.')}
          </p>
        )}
        {row !== undefined && (
          <Detail
            row={row}
            close={() => {
              closed.current = true;
              opened.value = undefined;
            }}
          />
        )}
      </div>
    </section>
  );
}
