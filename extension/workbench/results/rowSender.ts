import { setImmediate } from 'node:timers/promises';
import { type PageRows, pageRows } from '../../preference/pageRows.ts';
import type { Rows } from '../../preference/rows.ts';
import { rowsBetween } from '../../preference/selectRows.ts';
import type { Run } from '../run.ts';

/** Rows of one message: some 20 ms of work here, and soon enough the first ones on the page. */
const rowsAtOnce = 25_000;

/** A run's rows on their way to a page: in parts, so that VS Code's thread is never busy with a million of them. */
export class RowSender {
  private run: Pick<Run, 'rows' | 'rowCount'> | undefined;
  private sent = 0;
  private isSending = false;

  /** `rest`: rows that follow at once. */
  constructor(private readonly send: (rows: PageRows, rest: number) => void) {}

  /** From the first row on; what was on its way of another run ends. */
  start(run: Pick<Run, 'rows' | 'rowCount'> | undefined): void {
    this.run = run;
    this.sent = 0;
    void this.sendRest();
  }

  /** `rows` were just added to the run. */
  added(rows: Rows): void {
    const n = rows.line.length;
    if (this.run && this.sent + n === this.run.rowCount) {
      this.sent += n;
      this.send(pageRows(rows), 0);
    } else void this.sendRest();
  }

  private async sendRest(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.run && this.sent < this.run.rowCount) {
        const { rows } = this.run;
        const end = Math.min(this.sent + rowsAtOnce, rows.line.length);
        const part = pageRows(rowsBetween(rows, this.sent, end));
        this.sent = end;
        this.send(part, rows.line.length - end);
        await setImmediate();
      }
    } finally {
      this.isSending = false;
    }
  }
}
