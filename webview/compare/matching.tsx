import * as l10n from '@vscode/l10n';
import { count, countOf } from '../format.ts';
import type { ChangeFilter } from './changes/filters.ts';
import { filterCounts } from './changes/input.ts';
import { base, filter, other, type Shown } from './state.ts';
import { letterOf } from './words.ts';

/** In words: which examples are in all runs, what did not match, and what differs besides the models. */
export function Matching({ now }: { readonly now: Shown }) {
  const { state, presence } = now;
  const { some = 0, failed = 0, labels = 0 } = filterCounts();
  const inAll = presence[0]?.scoredInAll ?? 0;
  const isSame = new Set(state.runs.map(({ folder }) => folder)).size < state.runs.length;
  const malformed = state.runs.some((run) => run.malformed > 0);
  return (
    <section class="part matching" aria-label={l10n.t('What matched')}>
      <p>
        <strong>
          {state.runs.length === 2
            ? l10n.t('{0} scored in both runs', countOf(inAll, 'example'))
            : l10n.t('{0} scored in all {1} runs', countOf(inAll, 'example'), state.runs.length)}
        </strong>{' '}
        {l10n.t('of {0}, matched by their text.', count(state.examples))}
      </p>
      <ul>
        {some > 0 && (
          <li>
            {some === 1
              ? l10n.t('1 example is not in every run')
              : l10n.t('{0} examples are not in every run', count(some))}
            {presence
              .flatMap(({ missing }, run) =>
                missing > 0 ? [l10n.t('{0} not in {1}', count(missing), letterOf(run))] : [],
              )
              .map((words, i) => `${i === 0 ? ': ' : ', '}${words}`)}
            . <List show="some" />
          </li>
        )}
        {labels > 0 && (
          <li>
            {labels === 1
              ? l10n.t(
                  '1 example has another annotated ranking in {0} than in {1}: each run is judged by its own.',
                  letterOf(other.value),
                  letterOf(base.value),
                )
              : l10n.t(
                  '{0} examples have another annotated ranking in {1} than in {2}: each run is judged by its own.',
                  count(labels),
                  letterOf(other.value),
                  letterOf(base.value),
                )}{' '}
            <List show="labels" />
          </li>
        )}
        {failed > 0 && (
          <li>
            {failed === 1
              ? l10n.t('1 example was scored in one run and not in another, so it enters no difference.')
              : l10n.t(
                  '{0} examples were scored in one run and not in another, so they enter no difference.',
                  count(failed),
                )}{' '}
            <List show="failed" />
          </li>
        )}
        {malformed && (
          <li>
            {l10n.t('Malformed records are in no comparison')}
            {state.runs.map(
              ({ malformed: n, malformedLines }, run) =>
                n > 0 && (
                  <span key={run}>
                    {n === 1
                      ? l10n.t('; {0} has 1 (line {1})', letterOf(run), malformedLines[0])
                      : l10n.t(
                          '; {0} has {1} (lines {2})',
                          letterOf(run),
                          count(n),
                          malformedLines.slice(0, 5).join(', ') + (n > 5 ? ', …' : ''),
                        )}
                  </span>
                ),
            )}
            .
          </li>
        )}
        {state.runs.some((run) => run.state === 'running') && (
          <li>{l10n.t('A run is still going: what it has so far is compared. Read again for more.')}</li>
        )}
        {isSame && <li>{l10n.t('The same run is here twice, so it differs from itself in nothing.')}</li>}
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
      {l10n.t('List them')}
    </button>
  );
}
