import type { RunState } from './contract.ts';
import { count, duration } from './format.ts';

/** The state of a run in a few words: `Running · 312 of 2,000 · 1,240 tokens/s · 2 min left`. */
export function stateWords({ state, progress }: Pick<RunState, 'state' | 'progress'>): string {
  switch (state) {
    case 'queued':
      return 'Waiting for another run';
    case 'loading':
      return 'Loading models';
    case 'done':
      return 'Done';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return 'Failed';
    case 'running': {
      if (!progress) return 'Running';
      const { done, total, tokensPerSecond, secondsLeft } = progress;
      return [
        'Running',
        total > 0 ? `${count(done)} of ${count(total)}` : count(done),
        ...(tokensPerSecond > 0 ? [`${count(tokensPerSecond)} tokens/s`] : []),
        // JSON turns undefined into null.
        ...(secondsLeft != null ? [`${duration(secondsLeft)} left`] : []),
      ].join(' · ');
    }
    default:
      return state satisfies never;
  }
}
