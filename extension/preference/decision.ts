import { reversed } from './evidence.ts';
import type { Tiers } from './ranking.ts';
import { sameTiers } from './sameTiers.ts';

/** What a person said of a label. `flip` is a re-ranking to the tiers turned round. */
export const verdicts = ['keep', 'flip', 'rerank', 'drop'] as const;
export type Verdict = (typeof verdicts)[number];

/** All that is kept of one example; a new one takes the place of the one before. */
export interface Decision {
  /** Absent: not decided (yet, or not any more). */
  readonly verdict: Verdict | undefined;
  /** Tiers that the example is to have, of a flip and a re-ranking: 0-based in file order. */
  readonly ranking: Tiers | undefined;
  readonly tags: readonly string[];
  readonly note: string;
}

export const undecided: Decision = { verdict: undefined, ranking: undefined, tags: [], note: '' };

/** The same tags and note with another verdict. */
export function decided(before: Decision, verdict: Verdict | undefined, annotated: Tiers): Decision {
  const ranking = verdict === 'flip' ? reversed(annotated) : undefined;
  return { ...before, verdict, ranking };
}

/** What it means that a person put the completions into these tiers. */
export function ranked(before: Decision, tiers: Tiers, annotated: Tiers): Decision {
  if (sameTiers(tiers, annotated)) return decided(before, 'keep', annotated);
  if (sameTiers(tiers, reversed(annotated))) return decided(before, 'flip', annotated);
  return { ...before, verdict: 'rerank', ranking: tiers };
}

export function sameDecision(a: Decision, b: Decision): boolean {
  return (
    a.verdict === b.verdict &&
    a.note === b.note &&
    a.tags.join('\n') === b.tags.join('\n') &&
    (a.ranking === b.ranking || (!!a.ranking && !!b.ranking && sameTiers(a.ranking, b.ranking)))
  );
}
