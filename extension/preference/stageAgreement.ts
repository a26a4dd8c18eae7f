import { type LogProbColumns, largestExample } from './columns.ts';
import { type Rate, wilson } from './wilson.ts';

/** How often the policy picks as annotated at one position of the ranking. */
export interface StageAgreement {
  /** 1 = the best tier out of all, 2 = the next out of those left, ... */
  readonly position: number;
  /** Share of the examples that have this stage where it is right. */
  readonly right: Rate;
  /** Mean over them of the chance to be right without knowing: the tier's size over the number left. */
  readonly chance: number;
}

type Facts = Pick<LogProbColumns, 'offsets' | 'tier' | 'policyLogp' | 'referenceLogp'>;

/**
 * Agreement per stage of Plackett-Luce: of the completions that better tiers have left, is the one largest reward in
 * the tier that was annotated next? A shared maximum is not right, so that position 1 is `top1`. The last tier has
 * nothing to be picked from. `counted` [N]: 1 for examples that are scored and have a preference.
 */
export function stageAgreement(columns: Facts, counted: Uint8Array): StageAgreement[] {
  const stages = largestExample(columns.offsets);
  const n = new Float64Array(stages);
  const right = new Float64Array(stages);
  const chance = new Float64Array(stages);
  for (let e = 0; e < counted.length; e++) {
    if (counted[e] === 0) continue;
    eachStage(columns, e, (stage, isRight, expected) => {
      n[stage]++;
      right[stage] += Number(isRight);
      chance[stage] += expected;
    });
  }
  return Array.from(n.subarray(0, n.indexOf(0)), (count, stage) => ({
    position: stage + 1,
    right: wilson(right[stage], count),
    chance: chance[stage] / count,
  }));
}

/** [N] 1 for counted examples that go wrong at one of the positions `first`..`last` (1 = best). */
export function wrongAt(columns: Facts, counted: Uint8Array, first: number, last: number): Uint8Array {
  const out = new Uint8Array(counted.length);
  for (let e = 0; e < counted.length; e++) {
    if (counted[e] === 0) continue;
    eachStage(columns, e, (stage, isRight) => {
      if (!isRight && stage + 1 >= first && stage + 1 <= last) out[e] = 1;
    });
  }
  return out;
}

function eachStage(
  { offsets, tier, policyLogp, referenceLogp }: Facts,
  e: number,
  visit: (stage: number, isRight: boolean, chance: number) => void,
): void {
  const from = offsets[e];
  const to = offsets[e + 1];
  let before = -1;
  for (let stage = 0; ; stage++) {
    // The next tier there is, and the largest of what is left.
    let next = 65536;
    for (let c = from; c < to; c++) if (tier[c] > before && tier[c] < next) next = tier[c];
    let left = 0;
    let size = 0;
    let largest = Number.NEGATIVE_INFINITY;
    let isNext = false;
    let isShared = false;
    for (let c = from; c < to; c++) {
      if (tier[c] <= before) continue;
      left++;
      size += Number(tier[c] === next);
      const ratio = policyLogp[c] - referenceLogp[c];
      if (ratio > largest) {
        largest = ratio;
        isNext = tier[c] === next;
        isShared = false;
      } else if (ratio === largest) isShared = true;
    }
    if (size === left) return;
    visit(stage, isNext && !isShared, size / left);
    before = next;
  }
}
