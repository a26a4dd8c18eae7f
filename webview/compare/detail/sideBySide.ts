import { annotatedOrder, tierLabel } from '../../ranks.ts';
import type { ExampleAnswer } from '../contract.ts';

type Answer = Extract<ExampleAnswer, { readonly tier: Uint16Array }>;

/** One completion in one run. */
export interface InRun {
  readonly run: number;
  /** Words for its annotated tier there. */
  readonly tier: string;
  /** Log-ratio, nats; NaN where it was not scored. */
  readonly ratio: number;
  readonly policyLogp: number;
  readonly referenceLogp: number;
  readonly tokens: number;
}

/** One completion in all runs that have it. */
export interface SideBySide {
  /** 0-based, in the leading run. */
  readonly index: number;
  readonly tier: string;
  readonly inRuns: readonly InRun[];
  /** Whether some run ranks it in another place. */
  readonly differs: boolean;
}

/**
 * The completions of the leading run, best first, each with what the runs say of it. `sameRecord[run]`: its completions are in the same
 * order; of others the texts tell which is which, and where these are not known, their order.
 */
export function sideBySide(
  answers: readonly (ExampleAnswer | undefined)[],
  lead: number,
  sameRecord: readonly boolean[],
): SideBySide[] {
  const leading = answers[lead];
  if (!isAnswer(leading)) return [];
  const maps = answers.map((answer, run) =>
    isAnswer(answer) ? indicesOf(leading, answer, sameRecord[run]) : [],
  );
  const labels = answers.map((answer) => (isAnswer(answer) ? labelsOf(answer.tier) : []));
  return annotatedOrder(leading.tier, 0, leading.tier.length).map(({ index }) => {
    const inRuns = answers.flatMap((answer, run): InRun[] => {
      const at = maps[run][index];
      if (!isAnswer(answer) || at === undefined || at < 0) return [];
      const [policyLogp, referenceLogp] = [answer.policyLogp[at], answer.referenceLogp[at]];
      const ratio = policyLogp - referenceLogp;
      return [{ run, tier: labels[run][at], ratio, policyLogp, referenceLogp, tokens: answer.tokens[at] }];
    });
    const tier = labels[lead][index];
    return { index, tier, inRuns, differs: inRuns.some((one) => one.tier !== tier) };
  });
}

export function isAnswer(answer: ExampleAnswer | undefined): answer is Answer {
  return answer !== undefined && 'tier' in answer;
}

/** [K of the leading] index of the same completion in the other; -1 = not there. */
function indicesOf(leading: Answer, other: Answer, isSameRecord: boolean): number[] {
  const own = Array.from(leading.tier, (_, i) => i);
  if (
    isSameRecord ||
    'error' in leading.texts ||
    'error' in other.texts ||
    leading.texts.stale ||
    other.texts.stale
  )
    return own.map((i) => (i < other.tier.length ? i : -1));
  const texts = other.texts.completions.map((turns) => JSON.stringify(turns));
  const taken = new Set<number>();
  return leading.texts.completions.map((turns) => {
    const text = JSON.stringify(turns);
    const at = texts.findIndex((one, i) => one === text && !taken.has(i));
    taken.add(at);
    return at;
  });
}

/** Words for the tier of each completion, in file order. */
function labelsOf(tier: Uint16Array): string[] {
  return Array.from(tier, (own) => {
    let before = 0;
    let size = 0;
    for (const one of tier) {
      before += Number(one < own);
      size += Number(one === own);
    }
    return tierLabel(before, size);
  });
}
