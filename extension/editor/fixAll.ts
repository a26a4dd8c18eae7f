import type { Fix, LocatedProblem } from '../dataset/problem.ts';
import type { LineProblem } from './problemCap.ts';

export type Edit = Fix['edits'][number];

/** Problems of one code that can be mended, each by its first fix. */
export function fixable(problems: readonly LineProblem[], code: string): LineProblem[] {
  return problems.filter(({ problem }) => problem.code === code && problem.fixes.length > 0);
}

/** Edits that can be made at once on one line: a fix that would touch what another one changes is left for the next time. */
export function compatibleEdits(problems: readonly LocatedProblem[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fixes } of problems) {
    const edits = fixes[0].edits;
    if (!edits.some((edit) => taken.some((other) => collide(edit, other)))) taken.push(...edits);
  }
  return taken.sort((a, b) => a.start - b.start);
}

/** Overlapping, or two insertions at one place, whose order nobody knows. */
function collide(a: Edit, b: Edit): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}
