import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Help } from './help.tsx';
import { press } from './keys.ts';
import { Pane } from './pane.tsx';
import { QueueList } from './queueList.tsx';
import { ReviewBar } from './reviewBar.tsx';
import { announced, closeReview, current, failure, held, lost, queue } from './state.ts';

/** Labels in the order in which the models contradict them, one at a time beside the list of all; every act has a key. */
export function Review() {
  const section = useRef<HTMLElement>(null);
  const [help, setHelp] = useState(false);
  const row = current.value;
  useLayoutEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  // What had the focus may be gone with the example that it was of.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, [row, queue.value]);
  const find = (selector: string) => section.current?.querySelector<HTMLElement>(selector);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target.matches('input[type=text], textarea')) {
      if (event.key !== 'Escape') return;
      section.current?.focus();
      event.preventDefault();
      return;
    }
    const wish = press(event);
    if (wish === undefined) return;
    event.preventDefault();
    if (wish === 'help') setHelp(!help);
    else if (wish === 'leave') {
      if (help) setHelp(false);
      else closeReview();
    } else if (wish === 'tags' || wish === 'note') find(`[name=review-${wish}]`)?.focus();
    // After the completions have been put into their new order.
    else if (wish === 'completion')
      requestAnimationFrame(() => find(`[data-completion="${held.value}"]`)?.focus());
  };
  return (
    <section
      id="examples"
      class="examples review"
      aria-label={l10n.t('Review of labels')}
      ref={section}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <h2 class="for-readers">{l10n.t('Review of labels')}</h2>
      <ReviewBar help={help} toggleHelp={() => setHelp(!help)} />
      <p class="for-readers" role="status">
        {announced.value}
      </p>
      {help && <Help />}
      {failure.value && (
        <p class="notice" role="alert">
          {failure.value}
        </p>
      )}
      {lost.value.length > 0 && <Lost lines={lost.value} />}
      {queue.value === undefined ? (
        <p class="quiet">{l10n.t('Comparing the labels with what the models say …')}</p>
      ) : (
        <div class="examples-body review-body">
          <QueueList />
          {row === undefined ? (
            <p class="quiet">{l10n.t('No example here was scored.')}</p>
          ) : (
            <Pane key={row} row={row} />
          )}
        </div>
      )}
    </section>
  );
}

function Lost({ lines }: { readonly lines: readonly number[] }) {
  const some = lines.slice(0, 5).join(', ');
  return (
    <p class="notice">
      {lines.length === 1
        ? l10n.t(
            '1 decision is about text that is not in the results any more (it was on line {0}). It is kept, and counts again when the text comes back.',
            some,
          )
        : lines.length > 5
          ? l10n.t(
              '{0} decisions are about text that is not in the results any more (they were on lines {1} and others). They are kept, and count again when the text comes back.',
              lines.length,
              some,
            )
          : l10n.t(
              '{0} decisions are about text that is not in the results any more (they were on lines {1}). They are kept, and count again when the text comes back.',
              lines.length,
              some,
            )}
    </p>
  );
}
