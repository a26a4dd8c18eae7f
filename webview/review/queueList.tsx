import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { count, signed } from '../format.ts';
import { facts } from '../state.ts';
import { current, decisionOf, queue, show, shown } from './state.ts';
import { verdictMarks, verdictWords } from './words.ts';

/** Rows of the list at once: a queue may be as long as the file. */
const pageSize = 100;

/** The queue, the most suspect first, a page at a time. */
export function QueueList() {
  const list = useRef<HTMLOListElement>(null);
  const rows = shown.value;
  const at = rows.indexOf(current.value ?? -1);
  const first = Math.floor(Math.max(0, at) / pageSize) * pageSize;
  const page = [...rows.subarray(first, first + pageSize)];
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current.value, rows]);
  return (
    <nav class="queue" aria-label={l10n.t('Queue, the most suspect first')}>
      <p class="queue-head quiet">
        {rows.length > pageSize
          ? l10n.t('{0}–{1} of {2}', count(first + 1), count(first + page.length), count(rows.length))
          : l10n.t('Log-odds turned round')}
      </p>
      <ol class="queue-list" start={first + 1} ref={list}>
        {page.map((row) => {
          const { verdict } = decisionOf(row);
          const isCurrent = row === current.value;
          return (
            <li key={row}>
              <button
                type="button"
                class="queue-row"
                aria-current={isCurrent ? 'true' : undefined}
                tabIndex={isCurrent ? 0 : -1}
                onClick={() => show(row)}
              >
                <span class="queue-mark" aria-hidden="true">
                  {verdict ? verdictMarks[verdict] : '·'}
                </span>
                <span>{l10n.t('line {0}', facts.value.line[row])}</span>
                <span class="queue-odds quiet">{signed(queue.value?.values[row] ?? Number.NaN, 1)}</span>
                <span class="for-readers">, {verdictWords(verdict)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
