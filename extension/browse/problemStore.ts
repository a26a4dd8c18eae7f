import type { LocatedProblem, Severity } from '../dataset/problem.ts';
import { NumberList } from './numberList.ts';
import type { ProblemCount } from './shown.ts';

interface OfCode {
  /** The worst there was. */
  severity: Severity;
  /** First lines of the records, ascending, one for each occurrence. */
  readonly records: NumberList;
  /** The same, each once. */
  readonly distinct: NumberList;
  /** Lines of the other record, 0 where there is none. */
  readonly others: NumberList;
}

type Told = Pick<LocatedProblem, 'code' | 'severity' | 'message' | 'other'>;

const rank: Record<Severity, number> = { error: 0, warning: 1, information: 2 };

/** All problems of a file by their code: a few bytes each, for they may be millions. Their words are made again when they are looked at. */
export class ProblemStore {
  private readonly byCode = new Map<string, OfCode>();
  private readonly words = new Map<string, string>();
  /** First lines of records with any problem, ascending. */
  readonly anywhere = new NumberList();

  /** `record`: the line with which the record begins. */
  add(record: number, { code, severity, other = 0, message }: Told): void {
    const own = this.of(code);
    if (own.records.length === 0 || rank[severity] < rank[own.severity]) own.severity = severity;
    own.records.push(record);
    own.others.push(other);
    if (own.distinct.last !== record) own.distinct.push(record);
    // What is told of the file as a whole comes last, and stands on its first line.
    if ((this.anywhere.last ?? 0) < record) this.anywhere.push(record);
    if (wordsKept.has(code)) this.words.set(`${code} ${record}`, message);
  }

  clear(): void {
    this.byCode.clear();
    this.words.clear();
    this.anywhere.truncate(0);
  }

  /** Forgets what was found from a line on, which is read again. */
  forgetFrom(line: number): void {
    for (const { records, others, distinct } of this.byCode.values()) {
      const kept = records.lowerBound(line);
      records.truncate(kept);
      others.truncate(kept);
      distinct.truncate(distinct.lowerBound(line));
    }
    this.anywhere.truncate(this.anywhere.lowerBound(line));
  }

  /** Errors first, then by their number. */
  counts(): ProblemCount[] {
    return [...this.byCode]
      .filter(([, { records }]) => records.length > 0)
      .map(([code, { severity, records }]) => ({ code, severity, count: records.length }))
      .sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count);
  }

  /** First lines of the records that have a problem of this code, ascending; the list grows with the store. */
  recordsWith(code: string): NumberList {
    return this.of(code).distinct;
  }

  /** Line of the other record that a problem of this code is about. */
  otherOf(code: string, record: number): number | undefined {
    const own = this.byCode.get(code);
    const at = own?.records.lowerBound(record) ?? 0;
    return own && own.records.at(at) === record ? own.others.at(at) || undefined : undefined;
  }

  /** Of a problem that its record alone does not show. */
  wordsOf(code: string, record: number): string | undefined {
    return this.words.get(`${code} ${record}`);
  }

  private of(code: string): OfCode {
    let own = this.byCode.get(code);
    if (!own) {
      own = {
        severity: 'information',
        records: new NumberList(),
        distinct: new NumberList(),
        others: new NumberList(),
      };
      this.byCode.set(code, own);
    }
    return own;
  }
}

/** Few in any file, with words that only the whole file knows. */
const wordsKept: ReadonlySet<string> = new Set(['formats-mixed', 'all-in-file-order', 'length-decides']);
