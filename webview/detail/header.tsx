import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { count } from '../format.ts';
import { host } from '../page.ts';
import { results, run } from '../state.ts';
import { placeOf, step } from './neighbours.ts';
import { wide } from './view.ts';

interface Props {
  readonly row: number;
  readonly close: () => void;
}

/** Which example it is, the way to its neighbours, and what can be done with it. */
export function DetailHeader({ row, close }: Props) {
  const { rows } = results.value;
  const id = rows.id.at(row);
  return (
    <header class="detail-header">
      <h3 title={id}>
        {l10n.t('Line {0}', rows.line[row])}
        {id !== undefined && <bdi class="quiet id">{id}</bdi>}
      </h3>
      <Steps row={row} />
      <button
        type="button"
        class="link"
        aria-pressed={wide.value}
        title={l10n.t('The example has all the room, and the table none')}
        onClick={() => {
          wide.value = !wide.value;
        }}
      >
        {l10n.t('Hide table')}
      </button>
      <button
        type="button"
        class="close"
        aria-label={l10n.t('Close the example')}
        title={l10n.t('Close (Escape)')}
        onClick={close}
      >
        ×
      </button>
    </header>
  );
}

/** Not disabled at an end, as the focus would be lost there. */
function Steps({ row }: { readonly row: number }) {
  const { position, of } = placeOf(row);
  const isHidden = position < 0;
  return (
    <span class="steps">
      <button
        type="button"
        class="step"
        aria-label={l10n.t('Previous example')}
        title={l10n.t('Previous example of the table (Alt+↑ or [)')}
        aria-keyshortcuts="Alt+ArrowUp ["
        aria-disabled={isHidden || position === 0}
        onClick={() => step(row, -1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="step"
        aria-label={l10n.t('Next example')}
        title={l10n.t('Next example of the table (Alt+↓ or ])')}
        aria-keyshortcuts="Alt+ArrowDown ]"
        aria-disabled={of === 0 || position === of - 1}
        onClick={() => step(row, 1)}
      >
        ↓
      </button>
      <span class="quiet" role="status">
        {isHidden
          ? l10n.t('not among the {0} shown', count(of))
          : l10n.t('{0} of {1}', count(position + 1), count(of))}
      </span>
    </span>
  );
}

/** What leads elsewhere. */
export function DetailActions({ row }: { readonly row: number }) {
  const line = results.value.rows.line[row];
  return (
    <div class="detail-actions">
      <button type="button" class="link" onClick={() => host.openLine(line, row)}>
        {l10n.t('Open in editor')}
      </button>
      <button
        type="button"
        class="link"
        title={l10n.t('Prompt and completions as tokens, exactly as they are scored')}
        onClick={() => host.showTokens(row)}
      >
        {l10n.t('Show tokens')}
      </button>
      <button
        type="button"
        class="link"
        title={l10n.t('A link that opens this example in the editor')}
        onClick={() => host.copyLink(line)}
      >
        {l10n.t('Copy link')}
      </button>
      <CopyJson row={row} key={row} />
    </div>
  );
}

/** Its words say when it is done; the key `C` presses it. */
function CopyJson({ row }: { readonly row: number }) {
  const [told, tell] = useState('');
  const copy = async () => {
    tell('');
    const refusal = await host
      .copyExample(run.value?.runId ?? '', row, results.value.beta)
      .catch(() => ({ error: l10n.t('It could not be copied. Try again, or show the log.') }));
    tell(refusal ? refusal.error : l10n.t('Copied as JSON.'));
  };
  return (
    <>
      <button
        type="button"
        class="link copy-json"
        title={l10n.t('Texts, log-probs and all numbers for this beta, to the clipboard (C)')}
        aria-keyshortcuts="C"
        onClick={copy}
      >
        {l10n.t('Copy as JSON')}
      </button>
      <span class="quiet" role="status">
        {told}
      </span>
    </>
  );
}
