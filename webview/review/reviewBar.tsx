import { batch } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import { count } from '../format.ts';
import { host } from '../page.ts';
import { facts } from '../state.ts';
import {
  anyDecided,
  canRedo,
  canUndo,
  closeReview,
  decidedCount,
  goToUndecided,
  openReview,
  queue,
  redo,
  show,
  shown,
  suspectedOnly,
  undo,
} from './state.ts';

interface Props {
  readonly help: boolean;
  readonly toggleHelp: () => void;
}

/** How far the review is, and what is about all of it. */
export function ReviewBar({ help, toggleHelp }: Props) {
  const all = queue.value?.all.length ?? 0;
  const suspected = queue.value?.suspected.length ?? 0;
  // The queue stays as it was when it was made.
  const isOld = queue.value !== undefined && queue.value.values.length !== facts.value.line.length;
  return (
    <div class="review-bar">
      <button type="button" class="button" aria-keyshortcuts="Escape" onClick={closeReview}>
        {l10n.t('Back to the table')}
      </button>
      <span class="review-progress">
        {l10n.t('{0} of {1} decided', count(decidedCount.value), count(shown.value.length))}
      </span>
      <label class="review-only">
        <input
          type="checkbox"
          checked={suspectedOnly.value}
          disabled={suspected === 0}
          onChange={({ currentTarget }) =>
            batch(() => {
              suspectedOnly.value = currentTarget.checked;
              show(shown.value[0]);
            })
          }
        />
        {l10n.t('Only the {0} of {1} that are likelier turned round', count(suspected), count(all))}
      </label>
      <span class="review-acts">
        {isOld && (
          <button type="button" class="button" onClick={() => void openReview()}>
            {l10n.t('Take in the new examples')}
          </button>
        )}
        <button type="button" class="button" aria-keyshortcuts="U" disabled={!canUndo.value} onClick={undo}>
          {l10n.t('Undo')}
        </button>
        <button
          type="button"
          class="button"
          aria-keyshortcuts="Shift+U"
          disabled={!canRedo.value}
          onClick={redo}
        >
          {l10n.t('Redo')}
        </button>
        <button type="button" class="button" aria-keyshortcuts="G" onClick={goToUndecided}>
          {l10n.t('Next undecided')}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!anyDecided.value}
          title={l10n.t(
            'Writes the decisions into a new file, or into the open editor. Nothing touches the file before that.',
          )}
          onClick={() => host.applyDecisions()}
        >
          {l10n.t('Apply decisions …')}
        </button>
        <button
          type="button"
          class="button"
          aria-label={l10n.t('Keys')}
          aria-keyshortcuts="?"
          aria-expanded={help}
          aria-controls="review-help"
          onClick={toggleHelp}
        >
          ?
        </button>
      </span>
    </div>
  );
}
