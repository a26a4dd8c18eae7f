import { check, type Field, type Query } from './check.ts';
import { type Expected, parse } from './parser.ts';
import type { Problem } from './tokens.ts';

/** What a filter's text means. */
export interface Understood {
  /** Undefined where the text is empty or has a problem. */
  readonly query: Query | undefined;
  readonly problem: Problem | undefined;
  /** The problem is only that the text ends: someone is still writing. */
  readonly unfinished: boolean;
  readonly atEnd: Expected;
}

/** Reads and checks a filter. Never throws. */
export function understand(text: string, fields: readonly Field[]): Understood {
  const { expression, problem, atEnd } = parse(text);
  if (!expression) {
    const unfinished = problem !== undefined && problem.to >= text.trimEnd().length;
    return { query: undefined, problem, unfinished, atEnd };
  }
  const checked = check(expression, fields);
  if ('query' in checked) return { query: checked.query, problem: undefined, unfinished: false, atEnd };
  return {
    query: undefined,
    problem: checked.problem,
    unfinished: checked.problem.to >= text.trimEnd().length,
    atEnd,
  };
}
