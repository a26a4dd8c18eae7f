import type { Example } from '../dataset/example.ts';
import type { Source } from './facts.ts';
import { CallSize } from './plan.ts';

/** What costs a model nothing comes fast; so many examples make a call all the same. */
const mostExamples = 500;

interface Work {
  /** Tokens that will have to be run for it. */
  prepare(example: Example): number;
  score(call: readonly Source[]): Promise<void>;
}

/**
 * Examples on their way to the models, in calls. While one call is scored the next one is read and tokenized; never more, so
 * memory stays flat.
 */
export function inCalls(batchTokens: number, work: Work) {
  const size = new CallSize(batchTokens);
  let waiting: Source[] = [];
  let tokens = 0;
  let underway: Promise<void> = Promise.resolve();
  const scoreCall = async (call: readonly Source[], expected: number) => {
    const before = performance.now();
    await work.score(call);
    size.took(expected, (performance.now() - before) / 1000);
  };
  const flush = async () => {
    const [call, expected] = [waiting, tokens];
    [waiting, tokens] = [[], 0];
    await underway;
    underway = scoreCall(call, expected);
    // Whoever waits for it next is told; until then nobody listens.
    underway.catch(() => {});
  };
  return {
    /** Rejects with what an earlier call ended with. */
    async add(one: Source): Promise<void> {
      waiting.push(one);
      tokens += work.prepare(one.example);
      if (tokens >= size.tokens || waiting.length >= mostExamples) await flush();
    },
    /** Scores what is left. */
    async finish(): Promise<void> {
      if (waiting.length > 0) await flush();
      await underway;
    },
    /** Settles when the call under way has; never rejects. */
    settled: (): Promise<void> => underway.catch(() => {}),
  };
}
