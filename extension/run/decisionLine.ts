import { type Decision, type Verdict, verdicts } from '../preference/decision.ts';

/** A line of `decisions.jsonl`: what was said of one example, and of which. */
export interface KeptDecision extends Decision {
  /** `exampleHash` of the record's text when it was judged. */
  readonly hash: string;
  /** 1-based line where it stood then. */
  readonly line: number;
  /** ISO 8601. */
  readonly at: string;
  /** It was written into the file: no wonder if its text is not there any more. */
  readonly applied?: true;
}

export function writeDecision({
  hash,
  line,
  verdict,
  ranking,
  tags,
  note,
  at,
  applied,
}: KeptDecision): string {
  return JSON.stringify({
    hash,
    line,
    decision: verdict ?? null,
    ranking: ranking ?? null,
    tags,
    note,
    at,
    applied,
  });
}

/** Undefined for what is none: a line that was cut off, or written by somebody else. */
export function readDecision(text: string): KeptDecision | undefined {
  let value: ReturnType<typeof JSON.parse>;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { hash, line, decision, ranking, tags, note, at, applied } = value ?? {};
  if (typeof hash !== 'string' || !Number.isInteger(line)) return undefined;
  if (decision !== null && !verdicts.includes(decision)) return undefined;
  if (!(ranking === null || ranking === undefined || isTiers(ranking))) return undefined;
  return {
    hash,
    line,
    verdict: (decision as Verdict | null) ?? undefined,
    ranking: ranking ?? undefined,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    note: typeof note === 'string' ? note : '',
    at: typeof at === 'string' ? at : '',
    ...(applied === true ? { applied } : {}),
  };
}

function isTiers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((tier) => Array.isArray(tier) && tier.every((index) => Number.isInteger(index) && index >= 0))
  );
}
