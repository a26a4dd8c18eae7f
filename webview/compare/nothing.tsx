import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { host } from './host.ts';
import type { Shown } from './state.ts';

/** The runs could not be read: why, and the ways on. */
export function Nothing({ words }: { readonly words: string }) {
  return (
    <main class="empty">
      <h1>{l10n.t('No comparison yet')}</h1>
      <p>{words}</p>
      <p>
        {l10n.t(
          'It takes two runs over the same examples: evaluate a file, then the same file with another policy.',
        )}
      </p>
      <Ways>
        <button type="button" class="button" onClick={() => host.reload()}>
          {l10n.t('Read again')}
        </button>
        <button type="button" class="button" onClick={() => host.showLog()}>
          {l10n.t('Show log')}
        </button>
      </Ways>
    </main>
  );
}

/** There are runs, and no example that two of them scored. */
export function NothingInCommon({ now }: { readonly now: Shown }) {
  const scored = now.presence.filter((run) => run.scored > 0).length;
  return (
    <div class="message" role="status">
      {scored < 2 ? (
        <p>
          {scored === 0
            ? l10n.t(
                'None of these runs has scored examples, so there is nothing to compare. Evaluate the file with another policy, or choose other runs.',
              )
            : l10n.t(
                'Only one of these runs has scored examples, so there is nothing to compare. Evaluate the file with another policy, or choose other runs.',
              )}
        </p>
      ) : (
        <p>
          {l10n.t(
            'No two of these runs scored the same example. Examples are the same when their prompt and completions are, to the letter. Choose runs of one file, or of two versions of it.',
          )}
        </p>
      )}
      <Ways />
    </div>
  );
}

function Ways({ children }: { readonly children?: ComponentChildren }) {
  return (
    <div class="actions">
      <button type="button" class="button primary" onClick={() => host.chooseRuns()}>
        {l10n.t('Choose runs…')}
      </button>
      <button type="button" class="button" onClick={() => host.evaluate()}>
        {l10n.t('Evaluate')}
      </button>
      {children}
    </div>
  );
}
