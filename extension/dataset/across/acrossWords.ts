import type { LocatedProblem, Problem } from '../problem.ts';
import { messageOf, problem, severityOf } from '../problems.ts';
import type { AcrossProblem } from './acrossTally.ts';

/** Words for a problem that stands at the start of its line, or of its record where these are counted instead. */
export function acrossWords(found: AcrossProblem, unit?: 'record'): LocatedProblem {
  const { code, other } = found;
  const defect = asProblem(unit ? { ...found, data: { ...found.data, unit } } : found);
  const words = { code, severity: severityOf(defect), message: messageOf(defect), fixes: [] };
  return { ...words, start: 0, end: 1, ...(other === undefined ? {} : { other }) };
}

function asProblem({ code, other, data }: AcrossProblem): Problem {
  return problem(code, { start: 0, end: 1 }, { ...data, ...(other === undefined ? {} : { other }) });
}
