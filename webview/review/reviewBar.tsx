import { batch } from '@preact/signals';
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
        Back to the table
      </button>
      <span class="review-progress">
        {count(decidedCount.value)} of {count(shown.value.length)} decided
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
        Only the {count(suspected)} of {count(all)} that are likelier turned round
      </label>
      <span class="review-acts">
        {isOld && (
          <button type="button" class="button" onClick={() => void openReview()}>
            Take in the new examples
          </button>
        )}
        <button type="button" class="button" aria-keyshortcuts="U" disabled={!canUndo.value} onClick={undo}>
          Undo
        </button>
        <button
          type="button"
          class="button"
          aria-keyshortcuts="Shift+U"
          disabled={!canRedo.value}
          onClick={redo}
        >
          Redo
        </button>
        <button type="button" class="button" aria-keyshortcuts="G" onClick={goToUndecided}>
          Next undecided
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!anyDecided.value}
          title="Writes the decisions into a new file, or into the open editor. Nothing touches the file before that."
          onClick={() => host.applyDecisions()}
        >
          Apply decisions …
        </button>
        <button
          type="button"
          class="button"
          aria-label="Keys"
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
