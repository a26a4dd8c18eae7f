import * as l10n from '@vscode/l10n';
import { keyHelp } from './keys.ts';

export function Help() {
  return (
    <dl class="review-help" id="review-help" aria-label={l10n.t('Keys')}>
      {keyHelp.map(([keys, what]) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
