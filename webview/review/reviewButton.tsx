import * as l10n from '@vscode/l10n';
import { results } from '../state.ts';
import { openReview } from './state.ts';

/** The way into the review, where there is something to judge. */
export function ReviewButton() {
  if (results.value.summary.n === 0) return null;
  return (
    <button
      type="button"
      class="button"
      title={l10n.t('Labels that the models contradict, the most suspect first')}
      onClick={() => void openReview()}
    >
      {l10n.t('Review labels')}
    </button>
  );
}
