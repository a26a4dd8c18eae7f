import * as l10n from '@vscode/l10n';
import { Changes } from './changes/changes.tsx';
import { Charts } from './charts/charts.tsx';
import { Matching } from './matching.tsx';
import { Nothing, NothingInCommon } from './nothing.tsx';
import { Reading } from './reading.tsx';
import { Deleted, RunList } from './runList.tsx';
import { Slices } from './slices.tsx';
import { other, problem, reading, type Shown, shown } from './state.ts';
import { SummaryTable } from './summaryTable.tsx';
import { Toolbar } from './toolbar.tsx';

export function App() {
  const now = shown.value;
  if (!now) {
    if (problem.value !== undefined) return <Nothing words={problem.value} />;
    return (
      <main>
        <h1 class="for-readers">{l10n.t('Compare runs')}</h1>
        <Reading />
      </main>
    );
  }
  const { runs, state } = now;
  return (
    <main>
      <Toolbar state={state} />
      {reading.value !== undefined && <Reading />}
      {problem.value !== undefined && (
        <div class="message error" role="status">
          <p>{problem.value}</p>
        </div>
      )}
      <Deleted />
      <RunList now={now} />
      <Matching now={now} />
      {someInCommon(now) ? (
        <>
          <SummaryTable now={now} />
          <Charts now={now} />
          <Slices now={now} />
        </>
      ) : (
        <NothingInCommon now={now} />
      )}
      {state.examples > 0 && other.value < runs.length && <Changes now={now} />}
    </main>
  );
}

/** Whether two of the runs scored one and the same example. */
function someInCommon({ runs }: Shown): boolean {
  return runs[0].status.some((_, e) => runs.reduce((n, { status }) => n + Number(status[e] === 0), 0) > 1);
}
