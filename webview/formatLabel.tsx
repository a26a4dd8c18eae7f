import * as l10n from '@vscode/l10n';
import type { RunState } from './contract.ts';
import { host } from './page.ts';

interface Props {
  readonly readAs: NonNullable<RunState['readAs']>;
}

/** What the records were taken for, and on demand why. Choosing it changes that. */
export function FormatLabel({ readAs: { title, words } }: Props) {
  return (
    <span class="model">
      <span class="quiet">{l10n.t('Read as')}</span>
      <button type="button" class="link" aria-describedby="read-as" onClick={() => host.selectFormat()}>
        {title}
      </button>
      <span class="attempts" id="read-as" role="tooltip">
        {words.map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </span>
    </span>
  );
}
