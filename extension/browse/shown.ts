/** What is shown of a file, for the worker that reads it, the host that passes it on, and the page. Types only, and plain data. */

/** As in `dataset/problem.ts`. */
export type Severity = 'error' | 'warning' | 'information';

/** How often a problem occurs in a file. */
export interface ProblemCount {
  readonly code: string;
  /** The worst there was. */
  readonly severity: Severity;
  readonly count: number;
}

/** Which records are shown. Both: those that have the problem and the text. */
export interface BrowseFilter {
  /** A problem's code; `any` = any problem. */
  readonly code?: string;
  /** Part of the record's text, in any case. */
  readonly text?: string;
}

/** What is known of the file so far; it grows until the file is read and checked. */
export interface BrowseState {
  /** `line`: a record is told by its line; `record`: by its number, where the file has no lines of its own. */
  readonly unit: 'line' | 'record';
  /** Sentences on what the file was taken for. */
  readonly words: readonly string[];
  /** In short; undefined where no format knows its records. */
  readonly format: string | undefined;
  readonly bytes: number;
  /** What the records come in, in plain words; undefined for JSON lines. */
  readonly container?: string;
  /** Bytes of an archive that are unpacked so far; absent where there is nothing to unpack. */
  readonly unpacked?: number;
  /** Lines, or records where the file has none or where a record takes several lines. */
  readonly records: number;
  /** Shares of the file that are found and that are checked, 0 to 1. */
  readonly indexed: number;
  readonly checked: number;
  readonly problems: readonly ProblemCount[];
  /** Records that the filter lets through so far; undefined without a filter. */
  readonly matches: { readonly count: number; readonly share: number } | undefined;
  /** Records that were appended since the file was checked as a whole: they are checked one by one, not against the others. */
  readonly appended: number;
  /** Why it cannot be read, or no further, ending with the next step. */
  readonly failure?: string;
}

/** One record in the list. */
export interface RecordLine {
  /** 1-based; the number of a record that has no line. */
  readonly line: number;
  /** Rankings in it; 0 = it is none, or broken. */
  readonly rankings: number;
  /** Completions of the first ranking. */
  readonly k: number;
  /** The start of the prompt; of a record that cannot be read its own start. At most 200 characters. */
  readonly excerpt: string;
  readonly severity?: Severity;
}

export interface ShownTurn {
  readonly role: string;
  readonly content: string;
}

export interface ShownRanking {
  readonly id: string | undefined;
  readonly prompt: readonly ShownTurn[];
  /** [K] in file order. */
  readonly completions: readonly (readonly ShownTurn[])[];
  /** Best tier first; 0-based completion indices. */
  readonly tiers: readonly (readonly number[])[];
  /** [K], higher is better. */
  readonly scores?: readonly number[];
  readonly slices: Readonly<Record<string, string | number | boolean>>;
}

export interface ShownProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** 1-based place in the file; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Line of the other record that it is about. */
  readonly other?: number;
}

/** One record whole. */
export interface RecordView {
  readonly line: number;
  /** Line of the text with which it begins, where that is not `line`. */
  readonly textLine?: number;
  /** Lines that it takes. */
  readonly lines: number;
  readonly rankings: readonly ShownRanking[];
  readonly problems: readonly ShownProblem[];
  /** The start of its own text, where there is no ranking to show. */
  readonly raw?: string;
}
