import { batch } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import { count } from '../format.ts';
import type { RunHead, RunNews } from './contract.ts';
import { host } from './host.ts';
import { Scrolled } from './scrolled.tsx';
import { base, news, other, type Shown } from './state.ts';
import { dateOf, letterOf, modelsOf } from './words.ts';

/** The runs with their letters, and which of them is the baseline. */
export function RunList({ now }: { readonly now: Shown }) {
  const { state, presence } = now;
  const isOne = new Set(state.runs.map(({ filePath }) => filePath)).size === 1;
  return (
    <section class="part" aria-label={l10n.t('Runs')}>
      <Scrolled label={l10n.t('Table of runs')}>
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">
                {l10n.t({ message: 'Run', comment: ['Noun: one evaluation of a file with two models'] })}
              </th>
              {!isOne && <th scope="col">{l10n.t('File')}</th>}
              <th scope="col">{l10n.t('Policy against reference')}</th>
              <th scope="col">{l10n.t('Evaluated')}</th>
              <th scope="col" class="number">
                {l10n.t('Scored')}
              </th>
              <th scope="col">
                {l10n.t({ message: 'Baseline', comment: ['The run that the others are compared with'] })}
              </th>
              <th scope="col">
                <span class="for-readers">{l10n.t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {state.runs.map((run, i) => (
              <tr key={run.folder + String(i)}>
                <th scope="row" class="letter">
                  {letterOf(i)}
                </th>
                {!isOne && (
                  <td title={run.filePath}>
                    <bdi>{run.fileName}</bdi>
                  </td>
                )}
                <td>
                  {run.problem === undefined ? (
                    <RunName run={run} news={news.value[i]} />
                  ) : (
                    <span class="problem">
                      <span aria-hidden="true">⚠ </span>
                      {run.problem}
                    </span>
                  )}
                </td>
                <td class="quiet">{stateOf(run.state, dateOf(run))}</td>
                <td class="number">{count(presence[i].scored)}</td>
                <td>
                  <input
                    type="radio"
                    name="baseline"
                    aria-label={l10n.t('Run {0} is the baseline', letterOf(i))}
                    checked={base.value === i}
                    onChange={() => chooseBase(i)}
                  />
                </td>
                <td class="run-actions">
                  <button
                    type="button"
                    class="link"
                    aria-label={l10n.t("Results of run {0}'s file", letterOf(i))}
                    title={l10n.t('The results page of its file, which shows the file’s newest run')}
                    onClick={() => host.showResults(i)}
                  >
                    {l10n.t('Results')}
                  </button>
                  <button
                    type="button"
                    class="close"
                    aria-label={l10n.t('Remove run {0}', letterOf(i))}
                    title={l10n.t('Remove from the comparison')}
                    onClick={() => host.removeRun(i)}
                  >
                    ×
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}

/** The models of a run, under the name that somebody gave it. */
function RunName({ run, news }: { readonly run: RunHead; readonly news: RunNews | undefined }) {
  const name = news?.name ?? run.name;
  return (
    <>
      {name && <bdi class="run-name">{name}</bdi>}{' '}
      <bdi class={name ? 'quiet' : undefined}>{modelsOf(run)}</bdi>
      {news?.isDeleted && (
        <span class="problem">
          {' '}
          <span aria-hidden="true">⚠ </span>
          {l10n.t('deleted')}
        </span>
      )}
    </>
  );
}

/** That runs were deleted while they are shown. */
export function Deleted() {
  const gone = news.value.flatMap(({ isDeleted }, run) => (isDeleted ? [letterOf(run)] : []));
  if (gone.length === 0) return null;
  return (
    <div class="message" role="status">
      <p>
        {gone.length === 1
          ? l10n.t(
              'Run {0} was deleted. Its numbers are those that were read before; its examples cannot be opened any more. Remove it here, or choose other runs.',
              gone[0],
            )
          : l10n.t(
              'Runs {0} were deleted. Their numbers are those that were read before; their examples cannot be opened any more. Remove them here, or choose other runs.',
              gone.join(', '),
            )}
      </p>
    </div>
  );
}

function stateOf(state: Shown['state']['runs'][number]['state'], date: string): string {
  if (state === 'running') return l10n.t('{0}, still running', date);
  return state === 'unfinished' ? l10n.t('{0}, not finished', date) : date;
}

/** The other run stays, unless it is the new baseline: then the two change places. */
function chooseBase(run: number): void {
  batch(() => {
    if (other.value === run) other.value = base.value;
    base.value = run;
  });
}
