import { BetaControl } from './betaControl.tsx';
import type { RunState } from './contract.ts';
import { ModelLabel } from './modelLabel.tsx';
import { host } from './page.ts';
import { ProgressBar } from './progressBar.tsx';
import { stateWords } from './stateWords.ts';

/** What was evaluated with what, how far it is, and what can be done. */
export function Header({ state }: { readonly state: RunState }) {
  const active = state.state === 'queued' || state.state === 'loading' || state.state === 'running';
  return (
    <header class="header">
      <div class="header-line">
        <div class="header-title-line">
          <h1 title={state.filePath}>
            <bdi>{state.fileName}</bdi>
          </h1>
          <span class={`state ${state.state}`} role="status">
            {stateWords(state)}
          </span>
        </div>
        <div class="actions">
          {active ? (
            <button type="button" class="button" onClick={() => host.cancel()}>
              Cancel
            </button>
          ) : (
            <button
              type="button"
              class={state.canContinue ? 'button primary' : 'button'}
              onClick={() => host.evaluate()}
            >
              {state.canContinue ? 'Continue' : 'Evaluate again'}
            </button>
          )}
        </div>
      </div>
      {active && <ProgressBar progress={state.progress} />}
      <div class="header-line">
        <div class="models">
          <ModelLabel side="policy" model={state.policy} />
          <ModelLabel side="reference" model={state.reference} />
        </div>
        <BetaControl />
      </div>
    </header>
  );
}
