import type { RunState } from './contract.ts';
import { count, countOf } from './format.ts';
import { host } from './page.ts';
import { counts, results } from './state.ts';

/** What to know before the numbers: why a run waits, failed or ended early, and the next step. */
export function Notice({ state }: { readonly state: RunState }) {
  const { all } = counts.value;
  const kept = all > 0 ? `${countOf(all, 'example')} ${all === 1 ? 'is' : 'are'} kept.` : '';
  switch (state.state) {
    case 'queued':
      return (
        <Message
          title="Waiting"
          text={state.reason ?? 'Another evaluation is running. This one begins when it has ended.'}
        />
      );
    case 'loading':
      return all > 0 ? null : (
        <Message
          title="Loading models"
          text="The models are read and the provider is started. Results appear here as soon as the first batch is scored."
        />
      );
    case 'running':
      return all > 0 ? null : (
        <Message title="Scoring the first batch" text="Results appear here as they are finished." />
      );
    case 'failed':
      return (
        <Message
          title="The evaluation failed"
          text={`${state.reason ?? 'No reason was given; the log may know more.'} ${kept}`}
          error
        >
          <Retry state={state} />
        </Message>
      );
    case 'cancelled':
      return (
        <Message title="The evaluation was cancelled" text={kept || 'Nothing was scored yet.'}>
          <Retry state={state} />
        </Message>
      );
    case 'done':
      return results.value.summary.n > 0 ? null : <NothingScored total={all} />;
    default:
      return state.state satisfies never;
  }
}

function NothingScored({ total }: { readonly total: number }) {
  const text =
    total === 0
      ? 'The file has no examples.'
      : `None of the ${count(total)} lines has a loss. The table says why for each; mend the first one and evaluate again.`;
  return (
    <Message title="No example could be scored" text={text} error>
      <LogButton />
    </Message>
  );
}

function Retry({ state }: { readonly state: RunState }) {
  return (
    <>
      <button type="button" class="button primary" onClick={() => host.evaluate()}>
        {state.canContinue ? 'Continue' : 'Evaluate again'}
      </button>
      <LogButton />
    </>
  );
}

function LogButton() {
  return (
    <button type="button" class="button" onClick={() => host.showLog()}>
      Show log
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
