import { type Rows, Status } from '../preference/rows.ts';

export interface Reason {
  readonly reason: string;
  readonly count: number;
  /** 1-based line of the first one. */
  readonly line: number;
}

/** The commonest reasons why examples failed or were malformed. Numbers in a reason do not make another reason. */
export function commonReasons(rows: Rows, most: number): Reason[] {
  const found = new Map<string, { reason: string; count: number; line: number }>();
  rows.reason.forEach((reason, row) => {
    if (reason === undefined || rows.status[row] === Status.noPreference) return;
    const key = reason.replace(/\d+/g, '#');
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { reason, count: 1, line: rows.line[row] });
  });
  return [...found.values()].sort((a, b) => b.count - a.count).slice(0, most);
}
