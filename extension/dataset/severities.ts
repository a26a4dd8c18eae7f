import type { Severity } from './problem.ts';
import { type Code, catalogue } from './problems.ts';

export const shownSeverities = ['error', 'warning', 'information', 'off'] as const;
export type ShownSeverity = (typeof shownSeverities)[number];

/** How problems are shown, by code, where somebody wants it otherwise. What a run can use is not changed by it. */
export type Severities = Readonly<Record<string, ShownSeverity>>;

export const problemCodes = Object.keys(catalogue) as readonly Code[];

/** Those that are shown, as they are to be shown. */
export function withSeverities<T extends { readonly code: string; readonly severity: Severity }>(
  problems: readonly T[],
  severities: Severities,
): readonly T[] {
  if (Object.keys(severities).length === 0) return problems;
  return problems.flatMap((problem) => {
    const shown = Object.hasOwn(severities, problem.code) ? severities[problem.code] : problem.severity;
    if (shown === 'off') return [];
    return shown === problem.severity ? [problem] : [{ ...problem, severity: shown }];
  });
}

/** Of a setting or options; what is none is left out. */
export function severitiesIn(value: unknown): Severities {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([, severity]) => shownSeverities.includes(severity)));
}
