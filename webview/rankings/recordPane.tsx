import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecordView, ShownProblem } from '../../extension/browse/shown.ts';
import { TextBlock } from '../detail/textBlock.tsx';
import { SeverityMark } from '../problems/severityMark.tsx';
import { Ranking } from './ranking.tsx';
import { active, activePlace, count, file, generation, go, host, showLine, state } from './state.ts';

/** A hand on the arrow keys passes by many records. */
const settleMs = 40;

/** The record that is chosen, whole. */
export function RecordPane() {
  const line = active.value;
  const view = useRecord(line);
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.scrollTo(0, 0), [view?.line]);
  const unit = state.value?.unit === 'record' ? l10n.t('Record') : l10n.t('Line');
  if (line === undefined) return <section class="record" aria-label={l10n.t('No record')} />;
  const shown =
    view &&
    (view.lines > 1
      ? l10n.t('Lines {0} to {1}', view.line, view.line + view.lines - 1)
      : `${unit} ${view.line}`);
  return (
    <section
      class="record"
      id="record"
      ref={section}
      tabIndex={-1}
      aria-label={shown ?? `${unit} ${line}`}
      onKeyDown={({ key }) => {
        if (key === 'Escape') document.querySelector<HTMLElement>('.records')?.focus();
      }}
    >
      <header class="record-header">
        <h2>
          {shown ?? `${unit} ${line}`}
          {view?.rankings[0]?.id !== undefined && <bdi class="quiet id">{view.rankings[0].id}</bdi>}
        </h2>
        {file.value?.opensAsText && (
          <button type="button" class="link" onClick={() => host.openText(view?.textLine ?? line)}>
            {l10n.t('Open as text')}
          </button>
        )}
        <button
          type="button"
          class="step"
          aria-label={l10n.t('Previous record')}
          title={l10n.t('Previous')}
          disabled={activePlace.value <= 0}
          onClick={() => void go(activePlace.value - 1, false)}
        >
          ↑
        </button>
        <button
          type="button"
          class="step"
          aria-label={l10n.t('Next record')}
          title={l10n.t('Next')}
          disabled={activePlace.value >= count.value - 1}
          onClick={() => void go(activePlace.value + 1, false)}
        >
          ↓
        </button>
      </header>
      {view && <Whole key={view.line} view={view} />}
    </section>
  );
}

function Whole({ view }: { readonly view: RecordView }) {
  const { problems, rankings, raw } = view;
  return (
    <>
      {problems.length > 0 && (
        <ul class="problems" aria-label={l10n.t('Problems')}>
          {problems.map((problem, i) => (
            <Problem key={i} problem={problem} />
          ))}
        </ul>
      )}
      {rankings.map((ranking, i) => (
        <Ranking
          key={i}
          ranking={ranking}
          title={rankings.length > 1 ? l10n.t('Ranking {0} of {1}', i + 1, rankings.length) : undefined}
        />
      ))}
      {rankings.length === 0 && raw !== undefined && (
        <>
          <h3 class="label">
            {raw.trim() === '' ? l10n.t('An empty line') : l10n.t('The record as it stands')}
          </h3>
          {raw.trim() !== '' && <TextBlock text={raw} />}
        </>
      )}
    </>
  );
}

function Problem({ problem }: { readonly problem: ShownProblem }) {
  const { severity, message, line, column, code, other } = problem;
  return (
    <li>
      <SeverityMark severity={severity} />
      <span>
        {message}{' '}
        <span class="quiet">
          {line}:{column}
        </span>{' '}
        <button
          type="button"
          class="link"
          title={l10n.t('What it means and what to do')}
          onClick={() => host.explain(code)}
        >
          {code}
        </button>
        {other !== undefined && (
          <>
            {' '}
            <button type="button" class="link" onClick={() => void showLine(other, false)}>
              {l10n.t('go to line {0}', other)}
            </button>
          </>
        )}
      </span>
    </li>
  );
}

/** The one before stays until the next is here. */
function useRecord(line: number | undefined): RecordView | undefined {
  const [view, setView] = useState<RecordView | undefined>(undefined);
  const now = generation.value;
  useEffect(() => {
    if (line === undefined) return;
    let isWanted = true;
    const ask = () =>
      host
        .record(line)
        .then((found) => isWanted && setView(found))
        .catch(() => {});
    const timer = setTimeout(ask, view ? settleMs : 0);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [line, now]);
  return view;
}
