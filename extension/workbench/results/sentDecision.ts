import { type Decision, verdicts } from '../../preference/decision.ts';

/** A decision as a page sent it: messages lose what is undefined, and a page is not to be believed. */
export function sentDecision(sent: unknown): Decision {
  const { verdict, ranking, tags, note } = (sent ?? {}) as Partial<Record<keyof Decision, unknown>>;
  const isIndex = (index: unknown) => Number.isInteger(index) && Number(index) >= 0;
  const isTiers =
    Array.isArray(ranking) && ranking.every((tier) => Array.isArray(tier) && tier.every(isIndex));
  return {
    verdict: verdicts.find((known) => known === verdict),
    ranking: isTiers ? (ranking as number[][]) : undefined,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string').slice(0, 100) : [],
    note: typeof note === 'string' ? note : '',
  };
}
