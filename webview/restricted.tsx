import * as l10n from '@vscode/l10n';
import { host } from './page.ts';
import { trusted } from './state.ts';

const id = 'restricted';
const trustButton = 'manage-trust';

/** Why nothing can be run, and the way out; nothing in a trusted workspace. */
export function Restricted() {
  if (trusted.value) return null;
  return (
    <section class="message" role="status">
      <h2>{l10n.t('Restricted Mode')}</h2>
      <p id={id}>
        {l10n.t(
          'This workspace is not trusted, so no model is read or run. Results of earlier runs are shown; to evaluate, trust the workspace.',
        )}
      </p>
      <div class="actions">
        <button type="button" id={trustButton} class="button primary" onClick={() => host.manageTrust()}>
          {l10n.t('Manage workspace trust')}
        </button>
      </div>
    </section>
  );
}

interface Props {
  readonly words: string;
  readonly primary?: boolean;
  readonly run: () => void;
}

/** A button of what reads or runs models. In Restricted Mode it stays in reach, says why it cannot, and leads to what can. */
export function ModelButton({ words, primary = false, run }: Props) {
  const isTrusted = trusted.value;
  return (
    <button
      type="button"
      class={primary && isTrusted ? 'button primary' : 'button'}
      aria-disabled={isTrusted ? undefined : true}
      aria-describedby={isTrusted ? undefined : id}
      title={isTrusted ? undefined : l10n.t('Not in Restricted Mode')}
      onClick={() => (isTrusted ? run() : document.getElementById(trustButton)?.focus())}
    >
      {words}
    </button>
  );
}
