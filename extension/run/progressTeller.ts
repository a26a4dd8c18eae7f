import type { EvaluationEvents, Progress } from './evaluation.ts';
import { Pace } from './pace.ts';

/** Keeps count of how far a run is, and tells of every change. */
export function progressTeller(events: Pick<EvaluationEvents, 'progress'>) {
  const progress: { -readonly [K in keyof Progress]: Progress[K] } = {
    phase: 'reading',
    done: 0,
    total: 0,
    tokensPerSecond: 0,
    secondsLeft: undefined,
  };
  const pace = new Pace();
  let tokens = 0;
  const tell = (change: Partial<Progress>) => events.progress({ ...Object.assign(progress, change) });
  return {
    tell,
    /** Tokens were run. */
    ran(more: number): void {
      tokens += more;
    },
    /** So many examples are finished, in this pass where there are two. */
    finished(examples: number): void {
      const { total, pass } = progress;
      const done =
        pass === undefined ? examples : pass === 'reference' ? examples / 2 : (total + examples) / 2;
      pace.mark(done, tokens);
      const secondsLeft = total > 0 ? pace.secondsFor(Math.max(0, total - done)) : undefined;
      tell({
        phase: 'scoring',
        done: Math.floor(done),
        tokensPerSecond: pace.tokensPerSecond,
        secondsLeft,
      });
    },
  };
}

export type ProgressTeller = ReturnType<typeof progressTeller>;
