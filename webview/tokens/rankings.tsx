import * as l10n from '@vscode/l10n';
import { useEffect } from 'preact/hooks';
import { count } from '../format.ts';
import type { TokensHostCalls, TokensState } from './contract.ts';

interface Props extends NonNullable<TokensState['ranking']> {
  readonly show: TokensHostCalls['showRanking'];
}

/** Which of a record's rankings is shown, and the way to the others. Not disabled at an end, as the focus would be lost there. */
export function Rankings({ part, parts, show }: Props) {
  const step = (by: number) => {
    if (part + by >= 0 && part + by < parts) show(part + by);
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const by = stepOf(event);
      if (by === 0) return;
      event.preventDefault();
      step(by);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
  return (
    <nav class="rankings" aria-label={l10n.t('Rankings of this record')}>
      <button
        type="button"
        class="step"
        aria-label={l10n.t('Previous ranking')}
        title={l10n.t('Previous ranking of this record (Alt+↑ or [)')}
        aria-keyshortcuts="Alt+ArrowUp ["
        aria-disabled={part === 0}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="step"
        aria-label={l10n.t('Next ranking')}
        title={l10n.t('Next ranking of this record (Alt+↓ or ])')}
        aria-keyshortcuts="Alt+ArrowDown ]"
        aria-disabled={part === parts - 1}
        onClick={() => step(1)}
      >
        ↓
      </button>
      <span role="status">{l10n.t('Ranking {0} of {1}', count(part + 1), count(parts))}</span>
    </nav>
  );
}

/** As the keys that go from example to example in the results. */
function stepOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): number {
  if (ctrlKey || metaKey) return 0;
  if (altKey) return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  return key === ']' ? 1 : key === '[' ? -1 : 0;
}
