import { host } from './page.ts';

/** No run yet: what this page will show, and the ways to get there. */
export function Empty() {
  return (
    <main class="empty">
      <h1>No results yet</h1>
      <p>
        Evaluate a file of rankings to see the implicit reward of every completion and how well the policy
        agrees.
      </p>
      <p>It takes two models: the policy you train, and the reference that training started from.</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={() => host.evaluate()}>
          Evaluate
        </button>
        <button type="button" class="button" onClick={() => host.openSample()}>
          Open sample
        </button>
        <button type="button" class="button" onClick={() => host.selectModel('policy')}>
          Select policy model
        </button>
        <button type="button" class="button" onClick={() => host.selectModel('reference')}>
          Select reference model
        </button>
      </div>
    </main>
  );
}
