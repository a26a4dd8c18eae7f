import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { Menu } from '../menu.tsx';
import { host } from '../page.ts';
import { longestName, mostViews } from './savedViews.ts';
import { applyView, deleteView, saveView, views } from './viewState.ts';

/** Filter, sort and columns under a name: to apply, to save, to delete. */
export function ViewMenu() {
  const [name, setName] = useState('');
  const saved = views.value;
  const isKnown = saved.some((view) => view.name === name.trim());
  const isFull = saved.length >= mostViews && !isKnown;
  return (
    <Menu title={l10n.t('Views')}>
      {saved.length === 0 && (
        <p class="quiet">{l10n.t('A view keeps filter, sort and columns under a name.')}</p>
      )}
      {saved.length > 0 && (
        <ul class="menu-list views">
          {saved.map((view) => (
            <li key={view.name}>
              <button
                type="button"
                class="link"
                title={view.query || undefined}
                onClick={() => applyView(view)}
              >
                <bdi>{view.name}</bdi>
              </button>
              <button
                type="button"
                class="close"
                aria-label={l10n.t('Delete the view {0}', view.name)}
                title={l10n.t('Delete')}
                onClick={() => deleteView(host, view.name)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="view-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '' || isFull) return;
          saveView(host, name.trim());
          setName('');
        }}
      >
        <input
          type="text"
          class="view-name"
          aria-label={l10n.t('Name of the view')}
          placeholder={l10n.t('Name')}
          maxLength={longestName}
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        <button type="submit" class="button" disabled={name.trim() === '' || isFull}>
          {isKnown ? l10n.t('Replace') : l10n.t('Save')}
        </button>
      </form>
      {isFull && <p class="quiet">{l10n.t('There are {0} views already. Delete one first.', mostViews)}</p>}
    </Menu>
  );
}
