import { count, countOf } from '../format.ts';
import type { ChangeFilter } from './changes/filters.ts';
import { filterCounts } from './changes/input.ts';
import { base, filter, other, type Shown } from './state.ts';
import { letterOf } from './words.ts';

/** In words: which examples are in all runs, what did not match, and what differs besides the models. */
export function Matching({ now }: { readonly now: Shown }) {
  const { state, presence } = now;
  const { some, failed, labels } = filterCounts();
  const inAll = presence[0]?.scoredInAll ?? 0;
  const all = state.runs.length === 2 ? 'both' : `all ${state.runs.length}`;
  const isSame = new Set(state.runs.map(({ folder }) => folder)).size < state.runs.length;
  const malformed = state.runs.some((run) => run.malformed > 0);
  return (
    <section class="part matching" aria-label="What matched">
      <p>
        <strong>
          {countOf(inAll, 'example')} scored in {all} runs
        </strong>{' '}
        of {count(state.examples)}, matched by their text.
      </p>
      <ul>
        {some > 0 && (
          <li>
            {countOf(some, 'example is', 'examples are')} not in every run
            {presence
              .flatMap(({ missing }, run) =>
                missing > 0 ? [`${count(missing)} not in ${letterOf(run)}`] : [],
              )
              .map((words, i) => `${i === 0 ? ': ' : ', '}${words}`)}
            . <List show="some" />
          </li>
        )}
        {labels > 0 && (
          <li>
            {countOf(labels, 'example has', 'examples have')} another annotated ranking in{' '}
            {letterOf(other.value)} than in {letterOf(base.value)}: each run is judged by its own.{' '}
            <List show="labels" />
          </li>
        )}
        {failed > 0 && (
          <li>
            {countOf(failed, 'example was', 'examples were')} scored in one run and not in another, so{' '}
            {failed === 1 ? 'it enters' : 'they enter'} no difference. <List show="failed" />
          </li>
        )}
        {malformed && (
          <li>
            Malformed records are in no comparison
            {state.runs.map(
              ({ malformed: n, malformedLines }, run) =>
                n > 0 && (
                  <span key={run}>
                    ; {letterOf(run)} has {count(n)} (line{n === 1 ? '' : 's'}{' '}
                    {malformedLines.slice(0, 5).join(', ')}
                    {n > 5 ? ', …' : ''})
                  </span>
                ),
            )}
            .
          </li>
        )}
        {state.runs.some((run) => run.state === 'running') && (
          <li>A run is still going: what it has so far is compared. Read again for more.</li>
        )}
        {isSame && <li>The same run is here twice, so it differs from itself in nothing.</li>}
        {state.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function List({ show }: { readonly show: ChangeFilter }) {
  return (
    <button
      type="button"
      class="link"
      aria-pressed={filter.value === show}
      onClick={() => {
        filter.value = show;
        document.getElementById('changes')?.scrollIntoView({ block: 'start' });
      }}
    >
      List them
    </button>
  );
}
