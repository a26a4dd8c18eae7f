import type { CatalogueEntry, Data } from './catalogueEntry.ts';
import type { Place } from './example.ts';
import { fileProblemWords } from './fileProblemWords.ts';
import type { Problem, Severity, Span } from './problem.ts';
import { rankingProblemWords } from './rankingProblemWords.ts';
import { textProblemWords } from './textProblemWords.ts';

/** Every defect Plackett knows in a line. Codes are stable: they stand in settings and other people's CI. */
export const catalogue = {
  ...textProblemWords,
  ...rankingProblemWords,
  ...fileProblemWords,
} satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof catalogue;

export function problem(code: Code, at: Place | Span, data?: Data): Problem {
  return data ? { code, at, data } : { code, at };
}

export function severityOf({ code, data = {} }: Problem): Severity {
  const { severity }: CatalogueEntry = catalogue[code as Code];
  return typeof severity === 'string' ? severity : severity(data);
}

export function messageOf({ code, data = {} }: Problem): string {
  const { message }: CatalogueEntry = catalogue[code as Code];
  // Texts are quoted in part, which may cut a pair of surrogates in two: no reader of the message could decode it.
  return typeof message === 'string' ? message : message(data).replace(/\p{Surrogate}/gu, '\ufffd');
}
