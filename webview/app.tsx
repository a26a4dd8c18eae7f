import { Charts } from './charts/charts.tsx';
import { Empty } from './empty.tsx';
import { Examples } from './examples.tsx';
import { Dialogs } from './export/dialogs.tsx';
import { Header } from './header.tsx';
import { Notice } from './notice.tsx';
import { ProblemSection } from './problems/problemSection.tsx';
import { Restricted } from './restricted.tsx';
import { Sanity } from './sanity/sanity.tsx';
import { connected, counts, results, run } from './state.ts';
import { Tiles } from './tiles.tsx';

export function App() {
  if (!connected.value) return null;
  const state = run.value;
  if (!state)
    return (
      <>
        <Empty />
        <Dialogs />
      </>
    );
  const some = counts.value.all > 0;
  return (
    <main>
      <Header state={state} />
      <Restricted />
      <Notice state={state} />
      {some && <Sanity />}
      {some && <Tiles />}
      {results.value.summary.n > 0 && <Charts />}
      {some && <Examples />}
      <ProblemSection />
      <Dialogs />
    </main>
  );
}
