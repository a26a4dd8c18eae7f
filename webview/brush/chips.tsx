import * as l10n from '@vscode/l10n';
import { count } from '../format.ts';
import { brushing, counts } from '../state.ts';
import { brushWords } from './words.ts';

/** What is chosen on charts, above the table that follows it: each can be taken back. */
export function Chips() {
  const { brushes, chosenCount, set } = brushing;
  if (brushes.value.length === 0) return null;
  return (
    <fieldset class="chips">
      <legend class="for-readers">{l10n.t('Chosen on charts')}</legend>
      {brushes.value.map((brush) => (
        <button
          type="button"
          class="chip"
          key={brush.dimension}
          aria-label={l10n.t('Remove {0}', brushWords(brush))}
          onClick={() => set(brush.dimension, undefined)}
        >
          <bdi>{brushWords(brush)}</bdi> <span aria-hidden="true">×</span>
        </button>
      ))}
      <span role="status">
        {l10n.t('{0} of {1} examples chosen on charts', count(chosenCount.value), count(counts.value.all))}
      </span>
      <button
        type="button"
        class="link"
        onClick={() => {
          brushes.value = [];
        }}
      >
        {l10n.t('Clear all')}
      </button>
    </fieldset>
  );
}
