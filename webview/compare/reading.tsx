import * as l10n from '@vscode/l10n';
import { percent } from '../format.ts';
import { cancel } from './opening.ts';
import { reading } from './state.ts';

/** How far the runs are read, and the way to stop. */
export function Reading() {
  const share = reading.value ?? 0;
  return (
    <div class="reading waiting">
      <p role="status">{l10n.t('Reading the runs …')}</p>
      <progress max={1} value={share} aria-label={l10n.t('Read')}>
        {percent(share, 0)}
      </progress>
      <button type="button" class="button" onClick={cancel}>
        {l10n.t('Cancel')}
      </button>
    </div>
  );
}
