import * as l10n from '@vscode/l10n';
import { BetaControl } from './betaControl.tsx';
import type { RunState } from './contract.ts';
import { FormatLabel } from './formatLabel.tsx';
import { ModelLabel } from './modelLabel.tsx';
import { dialog, host, moveBeta, restBeta } from './page.ts';
import { ProgressBar } from './progressBar.tsx';
import { ModelButton } from './restricted.tsx';
import { beta, counts } from './state.ts';
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
          {state.runName !== undefined && (
            <span class="run-name" title={state.runName}>
              <bdi>{state.runName}</bdi>
            </span>
          )}
          <span class={`state ${state.state}`}>{stateWords(state)}</span>
          {/* Progress would be read out four times a second. */}
          <span class="for-readers" role="status">
            {stateWords({ state: state.state, progress: undefined })}
          </span>
        </div>
        <div class="actions">
          {active && (
            <button type="button" class="button" onClick={() => host.cancel()}>
              {l10n.t('Cancel')}
            </button>
          )}
          {counts.value.all > 0 && <DialogButton name="export" words={l10n.t('Export…')} />}
          {!active && <DialogButton name="pairs" words={l10n.t('Build pairs…')} />}
          {state.state === 'done' && (
            <ModelButton words={l10n.t('Evaluate again')} run={() => host.evaluate()} />
          )}
        </div>
      </div>
      {active && <ProgressBar progress={state.progress} />}
      <div class="header-line">
        <div class="models">
          {state.readAs && <FormatLabel readAs={state.readAs} />}
          {state.policy && <ModelLabel side="policy" model={state.policy} />}
          {state.reference && <ModelLabel side="reference" model={state.reference} />}
          {state.state === 'done' && !state.policy && !state.reference && (
            <span class="quiet">{l10n.t('From the log-probs in the records; no model ran')}</span>
          )}
        </div>
        <BetaControl beta={beta.value} moved={moveBeta} rested={restBeta} />
      </div>
    </header>
  );
}

function DialogButton({ name, words }: { readonly name: 'export' | 'pairs'; readonly words: string }) {
  const open = () => {
    dialog.value = name;
  };
  return (
    <button type="button" class="button" aria-haspopup="dialog" onClick={open}>
      {words}
    </button>
  );
}
