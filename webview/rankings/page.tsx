import * as l10n from '@vscode/l10n';
import { useEffect } from 'preact/hooks';
import { Header } from './header.tsx';
import { RecordList } from './recordList.tsx';
import { RecordPane } from './recordPane.tsx';
import { state } from './state.ts';
import { Toolbar } from './toolbar.tsx';

/** A file of rankings, of any size: its records in a list, and one of them whole. */
export function Page() {
  const now = state.value;
  useEffect(() => {
    const keyed = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      document.getElementById('find')?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', keyed);
    return () => document.removeEventListener('keydown', keyed);
  }, []);
  if (!now)
    return (
      <main class="waiting quiet">
        <p role="status">{l10n.t('Opening …')}</p>
      </main>
    );
  return (
    <main>
      <Header state={now} />
      {now.failure && (
        <div class="message error" role="alert">
          <p>{now.failure}</p>
        </div>
      )}
      <Toolbar state={now} />
      <div class="browser">
        <RecordList />
        <RecordPane />
      </div>
    </main>
  );
}
