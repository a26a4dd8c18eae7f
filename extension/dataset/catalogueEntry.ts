import type { Severity } from './problem.ts';

export type Data = Readonly<Record<string, string | number>>;

export interface CatalogueEntry {
  /** error: the example is not evaluated. warning and information: it is. */
  readonly severity: Severity | ((data: Data) => Severity);
  /** What is wrong and what to do, in plain words. */
  readonly message: string | ((data: Data) => string);
}
