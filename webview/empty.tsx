import * as l10n from '@vscode/l10n';
import { host } from './page.ts';

/** No run yet: what this page will show, and the ways to get there. */
export function Empty() {
  return (
    <main class="empty">
      <h1>{l10n.t('No results yet')}</h1>
      <p>
        {l10n.t(
          'Evaluate a file of rankings to see the implicit reward of every completion and how well the policy agrees.',
        )}
      </p>
      <p>
        {l10n.t('It takes two models: the policy you train, and the reference that training started from.')}
      </p>
      <div class="actions">
        <button type="button" class="button primary" onClick={() => host.evaluate()}>
          {l10n.t('Evaluate')}
        </button>
        <button type="button" class="button" onClick={() => host.openSample()}>
          {l10n.t('Open sample')}
        </button>
        <button type="button" class="button" onClick={() => host.selectModel('policy')}>
          {l10n.t('Select policy model')}
        </button>
        <button type="button" class="button" onClick={() => host.selectModel('reference')}>
          {l10n.t('Select reference model')}
        </button>
      </div>
    </main>
  );
}
