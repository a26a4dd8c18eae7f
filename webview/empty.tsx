import * as l10n from '@vscode/l10n';
import { host } from './page.ts';
import { ModelButton, Restricted } from './restricted.tsx';

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
      <Restricted />
      <div class="actions">
        <ModelButton words={l10n.t('Evaluate')} primary run={() => host.evaluate()} />
        <button type="button" class="button" onClick={() => host.openSample()}>
          {l10n.t('Open sample')}
        </button>
        <ModelButton words={l10n.t('Select policy model')} run={() => host.selectModel('policy')} />
        <ModelButton words={l10n.t('Select reference model')} run={() => host.selectModel('reference')} />
      </div>
    </main>
  );
}
