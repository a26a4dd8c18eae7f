import * as l10n from '@vscode/l10n';
import type { RunState } from './contract.ts';

/** How far a run is; moving stripes where that is not known yet. */
export function ProgressBar({ progress }: { readonly progress: RunState['progress'] }) {
  const known = progress && progress.total > 0 ? progress : undefined;
  const share = known ? Math.min(1, known.done / known.total) : 0;
  return (
    <div
      class={known ? 'progress' : 'progress unknown'}
      role="progressbar"
      aria-label={l10n.t('Examples scored')}
      aria-valuemin={0}
      aria-valuemax={known?.total}
      aria-valuenow={known?.done}
    >
      <div class="progress-done" style={known ? { width: `${100 * share}%` } : undefined} />
    </div>
  );
}
