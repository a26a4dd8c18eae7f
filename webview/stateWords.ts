import * as l10n from '@vscode/l10n';
import type { RunState } from './contract.ts';
import { count, duration } from './format.ts';

/** The state of a run in a few words: `Running · 312 of 2,000 · 1,240 tokens/s · 2 min left`. */
export function stateWords({ state, progress }: Pick<RunState, 'state' | 'progress'>): string {
  switch (state) {
    case 'queued':
      return l10n.t('Waiting for another run');
    case 'loading':
      return l10n.t('Loading models');
    case 'done':
      return l10n.t('Done');
    case 'cancelled':
      return l10n.t('Cancelled');
    case 'failed':
      return l10n.t('Failed');
    case 'running': {
      if (!progress) return l10n.t('Running');
      const { done, total, tokensPerSecond, secondsLeft } = progress;
      return [
        l10n.t('Running'),
        total > 0 ? l10n.t('{0} of {1}', count(done), count(total)) : count(done),
        ...(tokensPerSecond > 0 ? [l10n.t('{0} tokens/s', count(tokensPerSecond))] : []),
        // JSON turns undefined into null.
        ...(secondsLeft != null ? [l10n.t('{0} left', duration(secondsLeft))] : []),
      ].join(' · ');
    }
    default:
      return state satisfies never;
  }
}
