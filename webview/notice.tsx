import * as l10n from '@vscode/l10n';
import type { RunState } from './contract.ts';
import { count } from './format.ts';
import { host } from './page.ts';
import { ModelButton } from './restricted.tsx';
import { counts, results } from './state.ts';

/** What to know before the numbers: why a run waits, failed or ended early, and the next step. */
export function Notice({ state }: { readonly state: RunState }) {
  const { all } = counts.value;
  const kept =
    all > 0 ? (all === 1 ? l10n.t('1 example is kept.') : l10n.t('{0} examples are kept.', count(all))) : '';
  switch (state.state) {
    case 'queued':
      return (
        <Message
          title={l10n.t('Waiting')}
          text={state.reason ?? l10n.t('Another evaluation is running. This one begins when it has ended.')}
        />
      );
    case 'loading':
      return all > 0 ? null : (
        <Message
          title={l10n.t('Loading models')}
          text={l10n.t(
            'The models are read and the provider is started. Results appear here as soon as the first batch is scored.',
          )}
        />
      );
    case 'running':
      return all > 0 ? null : (
        <Message
          title={l10n.t('Scoring the first batch')}
          text={l10n.t('Results appear here as they are finished.')}
        />
      );
    case 'failed':
      return (
        <Message
          title={l10n.t('The evaluation failed')}
          text={`${state.reason ?? l10n.t('No reason was given; the log may know more.')} ${kept}`}
          error
        >
          <Retry state={state} />
        </Message>
      );
    case 'cancelled':
      return (
        <Message
          title={l10n.t('The evaluation was cancelled')}
          text={kept || l10n.t('Nothing was scored yet.')}
        >
          <Retry state={state} />
        </Message>
      );
    case 'done':
      if (results.value.summary.n === 0) return <NothingScored total={all} />;
      return state.reason === undefined ? null : <WentOn reason={state.reason} />;
    default:
      return state.state satisfies never;
  }
}

/** The run is whole, but not everything went as it should: numbers may be missing, and the next run may meet the same. */
function WentOn({ reason }: { readonly reason: string }) {
  return (
    <Message title={l10n.t('The evaluation ended after trouble with the models')} text={reason}>
      <LogButton />
    </Message>
  );
}

function NothingScored({ total }: { readonly total: number }) {
  const text =
    total === 0
      ? l10n.t('The file has no examples.')
      : l10n.t(
          'None of the {0} lines has a loss. The table says why for each; mend the first one and evaluate again.',
          count(total),
        );
  return (
    <Message title={l10n.t('No example could be scored')} text={text} error>
      <LogButton />
    </Message>
  );
}

function Retry({ state }: { readonly state: RunState }) {
  return (
    <>
      <ModelButton
        words={state.canContinue ? l10n.t('Continue') : l10n.t('Evaluate again')}
        primary
        run={() => host.evaluate()}
      />
      <LogButton />
    </>
  );
}

function LogButton() {
  return (
    <button type="button" class="button" onClick={() => host.showLog()}>
      {l10n.t('Show log')}
    </button>
  );
}

interface MessageProps {
  readonly title: string;
  readonly text: string;
  readonly error?: boolean;
  readonly children?: preact.ComponentChildren;
}

function Message({ title, text, error = false, children }: MessageProps) {
  return (
    <section class={error ? 'message error' : 'message'} role={error ? 'alert' : 'status'}>
      <h2>{title}</h2>
      <p>
        <bdi>{text}</bdi>
      </p>
      {children && <div class="actions">{children}</div>}
    </section>
  );
}
