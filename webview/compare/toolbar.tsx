import * as l10n from '@vscode/l10n';
import { BetaControl } from '../betaControl.tsx';
import type { CompareState } from './contract.ts';
import { host } from './host.ts';
import { beta, settleBeta } from './state.ts';

/** What can be done with the comparison as a whole. */
export function Toolbar({ state }: { readonly state: CompareState }) {
  const files = [...new Set(state.runs.map(({ fileName }) => fileName))];
  const rest = (value: number) => {
    settleBeta(value);
    host.setBeta(value);
  };
  return (
    <header class="header">
      <div class="header-line">
        <h1>
          {l10n.t('{0} runs of', state.runs.length)} <bdi>{files.slice(0, 2).join(', ')}</bdi>
          {files.length > 2 && l10n.t(' and {0} more', files.length - 2)}
        </h1>
        <div class="actions">
          <button type="button" class="button" onClick={() => host.chooseRuns()}>
            {l10n.t('Add or remove runs…')}
          </button>
          <button
            type="button"
            class="button"
            title={l10n.t('Runs may have grown')}
            onClick={() => host.reload()}
          >
            {l10n.t('Read again')}
          </button>
        </div>
      </div>
      <div class="header-line">
        <p class="quiet">{l10n.t('One beta for all runs: log-probs do not depend on it.')}</p>
        <BetaControl
          beta={beta.value}
          moved={(value) => {
            beta.value = value;
          }}
          rested={rest}
        />
      </div>
    </header>
  );
}
