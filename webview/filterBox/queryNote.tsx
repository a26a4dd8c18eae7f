import * as l10n from '@vscode/l10n';
import { count, percent } from '../format.ts';
import { facts, order, query, searches } from '../state.ts';
import { queryText, shownProblem } from './queryState.ts';
import { shares } from './textSearches.ts';

/** How many examples the filter lets through; or what is wrong with it, and which filter is in force meanwhile. */
export function QueryNote() {
  const problem = shownProblem.value;
  return (
    <div id="filter-note" class="filter-note" role="status">
      {problem ? <Wrong from={problem.from} to={problem.to} message={problem.message} /> : <Matches />}
    </div>
  );
}

function Matches() {
  const asked = query.value !== undefined;
  const running = [...searches.value].filter(([, { done }]) => !done);
  const failed = [...searches.value.values()].find(({ error }) => error !== undefined)?.error;
  return (
    <>
      {asked && (
        <span>{l10n.t('{0} of {1}', count(order.value.length), count(facts.value.line.length))}</span>
      )}
      {running.map(([text]) => (
        <span key={text}>
          {' '}
          {l10n.t('Searching the file for')} <q>{text}</q>: {percent(shares.value.get(text) ?? 0, 0)}
        </span>
      ))}
      {failed !== undefined && <span class="filter-wrong"> {failed}</span>}
    </>
  );
}

function Wrong({
  from,
  to,
  message,
}: {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}) {
  const text = queryText.value;
  const inForce = query.value?.text;
  return (
    <>
      <p class="filter-wrong">
        <span aria-hidden="true">✗ </span>
        {message}
      </p>
      <p class="filter-marked">
        {text.slice(0, from)}
        {from < to ? (
          <mark class="filter-mark">{text.slice(from, to)}</mark>
        ) : (
          <span class="filter-gap" aria-hidden="true">
            ▲
          </span>
        )}
        {text.slice(to)}
      </p>
      <p class="quiet">
        {inForce === undefined ? (
          l10n.t('No written filter is in force.')
        ) : (
          <>
            {l10n.t('In force:')} <bdi class="filter-in-force">{inForce}</bdi>
          </>
        )}
      </p>
    </>
  );
}
