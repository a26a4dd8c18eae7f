import type { Sequence } from './contract.ts';
import { type Group, groupOf } from './groups.ts';
import type { Budget, PathRunner } from './pathRunner.ts';

export interface Probed {
  /** Of every scored token, in order. */
  readonly logps: readonly number[];
  /** Of one run, the shorter of two. */
  readonly milliseconds: number;
}

/** Tokens of a small batch: for each group its common start, then what follows in each sequence. */
type Shape = readonly { readonly start: number; readonly rests: readonly number[] }[];

// Unequal lengths, a short and a long common start. On the CPU only our own edits of the graph are in question.
const small: Shape = [
  { start: 7, rests: [5, 2] },
  { start: 3, rests: [4] },
];
// Some GPU attention kernels went wrong from 32 positions on, others only with padding: this has both.
const large: Shape = [
  { start: 35, rests: [11, 6] },
  { start: 20, rests: [14, 3, 9] },
];

export function probeGroups(
  size: 'small' | 'large',
  facts: { readonly vocabularySize: number; readonly contextLength: number },
): Group[] {
  const random = randomIds(facts.vocabularySize);
  const longest = facts.contextLength || Number.POSITIVE_INFINITY;
  const groups = (size === 'small' ? small : large).map(({ start, rests }) => {
    const prompt = random(start);
    return groupOf(
      rests.map((rest): Sequence => {
        const ids = Int32Array.from([...prompt, ...random(rest)]).subarray(0, longest);
        return { ids, promptLength: Math.min(prompt.length, Math.max(1, ids.length - 1)) };
      }),
    );
  });
  return groups;
}

/** Scores the groups, `twice` where the time matters: the first run of a GPU compiles. Throws when the model cannot run them. */
export async function runProbe(
  runner: PathRunner,
  groups: readonly Group[],
  budget: Budget,
  twice = false,
): Promise<Probed> {
  const logps: number[] = [];
  let milliseconds = Number.POSITIVE_INFINITY;
  for (const last of twice ? [false, true] : [true]) {
    const before = performance.now();
    const results = await runner.run(groups, budget, {});
    milliseconds = Math.min(milliseconds, performance.now() - before);
    for (const result of results) {
      if (!result.ok) throw new Error(result.reason);
      if (last) for (const values of result.logps) logps.push(...values);
    }
  }
  return { logps, milliseconds };
}

/**
 * Mean absolute difference in nats a token; NaN when one side alone has something that is no finite number. Tokens that a model
 * never says have minus infinity on both.
 */
export function differenceOf(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [i, value] of a.entries()) sum += Object.is(value, b[i]) ? 0 : Math.abs(value - b[i]);
  return a.length === b.length && Number.isFinite(sum) ? sum / a.length : Number.NaN;
}

/** Ids spread over the vocabulary, the same on every machine. */
function randomIds(vocabularySize: number): (length: number) => number[] {
  let state = 1;
  return (length) =>
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * vocabularySize);
    });
}
