import { count } from '../format.ts';
import { brushing, counts } from '../state.ts';
import { brushWords } from './words.ts';

/** What is chosen on charts, above the table that follows it: each can be taken back. */
export function Chips() {
  const { brushes, chosenCount, set } = brushing;
  if (brushes.value.length === 0) return null;
  return (
    <fieldset class="chips">
      <legend class="for-readers">Chosen on charts</legend>
      {brushes.value.map((brush) => (
        <button
          type="button"
          class="chip"
          key={brush.dimension}
          aria-label={`Remove ${brushWords(brush)}`}
          onClick={() => set(brush.dimension, undefined)}
        >
          <bdi>{brushWords(brush)}</bdi> <span aria-hidden="true">×</span>
        </button>
      ))}
      <span role="status">
        {count(chosenCount.value)} of {count(counts.value.all)} examples chosen on charts
      </span>
      <button
        type="button"
        class="link"
        onClick={() => {
          brushes.value = [];
        }}
      >
        Clear all
      </button>
    </fieldset>
  );
}
