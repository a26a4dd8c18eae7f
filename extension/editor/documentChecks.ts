import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { isPreferenceDataset } from '../dataset/isPreferenceDataset.ts';
import type { LocatedProblem } from '../dataset/problem.ts';
import type { Reading } from '../dataset/reading.ts';
import { firstRecords } from './firstRecords.ts';
import { isJsonl, lineChanges, linesOf } from './jsonlDocument.ts';
import { type CheckLines, LineChecks } from './lineChecks.ts';
import { otherContainer } from './otherContainer.ts';
import type { LineProblem } from './problemCap.ts';

/** Milliseconds of rest after a keystroke. */
const debounceMs = 150;

/** How datasets on disk are read, as the workbench knows it. */
export interface Readings {
  /** Absolute path; undefined where the file cannot be read. */
  of(dataset: string): Promise<{ readonly reading: Reading } | undefined>;
  readonly onDidChange: vscode.Event<string>;
}

interface OpenDocument {
  /** As `Readings` told it last. */
  reading: Reading;
  /** Absent while the file is not one to check. */
  checks: LineChecks | undefined;
  /** The one problem of a document that does not have a record a line; then there are no checks. */
  whole: LocatedProblem | undefined;
  /** Lines from here on (0-based) do not matter for telling what the file is. */
  recordsEnd: number;
  /** First line (0-based) that was touched since the last look. */
  firstTouched: number;
  timer: NodeJS.Timeout | undefined;
}

/** Keeps the problems of every open JSONL document up to date. */
export class DocumentChecks {
  private readonly documents = new Map<vscode.TextDocument, OpenDocument>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable;
  /** The problems of a document changed, or it was closed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly check: (texts: readonly string[], reading: Reading) => ReturnType<CheckLines>,
    private readonly readings: Readings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      readings.onDidChange((dataset) => {
        for (const document of this.documents.keys())
          if (document.uri.fsPath === dataset) void this.read(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.edit(event)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('plackett.diagnostics.enabled')) return;
        for (const document of this.documents.keys()) this.run(document);
      }),
    );
    for (const document of vscode.workspace.textDocuments) this.open(document);
  }

  /** Of a 0-based line as it is now; none while it waits for its check. */
  problemsAt(document: vscode.TextDocument, line: number): readonly LocatedProblem[] {
    const { whole, checks } = this.documents.get(document) ?? {};
    if (whole) return line === 0 ? [whole] : [];
    return checks?.problemsAt(line) ?? [];
  }

  problems(document: vscode.TextDocument): LineProblem[] {
    const { whole, checks } = this.documents.get(document) ?? {};
    return whole ? [{ line: 0, problem: whole }] : (checks?.problems() ?? []);
  }

  /** Settles once no line waits for its check, without a rest after the last keystroke. Never rejects. */
  async settled(document: vscode.TextDocument): Promise<void> {
    const open = this.documents.get(document);
    if (open?.timer) this.look(document, open);
    await open?.checks?.settled().catch(() => undefined);
  }

  isOpen(document: vscode.TextDocument): boolean {
    return this.documents.has(document);
  }

  /** False for a file that is not a preference dataset, and where the setting says so. */
  isChecked(document: vscode.TextDocument): boolean {
    const { whole, checks } = this.documents.get(document) ?? {};
    return whole !== undefined || checks !== undefined;
  }

  /** The document does not have a record a line, so nothing can be said of its lines. */
  isOther(document: vscode.TextDocument): boolean {
    return this.documents.get(document)?.whole !== undefined;
  }

  dispose(): void {
    for (const document of [...this.documents.keys()]) this.close(document);
    this.subscriptions.dispose();
  }

  private open(document: vscode.TextDocument): void {
    if (!isJsonl(document) || this.documents.has(document)) return;
    this.documents.set(document, {
      reading: {},
      checks: undefined,
      whole: undefined,
      recordsEnd: 0,
      firstTouched: 0,
      timer: undefined,
    });
    this.run(document);
    void this.read(document);
  }

  /** Most files are read as their records say, and are checked before this is known. */
  private async read(document: vscode.TextDocument): Promise<void> {
    if (document.uri.scheme !== 'file') return;
    const reading = (await this.readings.of(document.uri.fsPath))?.reading ?? {};
    const open = this.documents.get(document);
    if (!open || isDeepStrictEqual(open.reading, reading)) return;
    open.reading = reading;
    open.checks?.end();
    open.checks = undefined;
    this.run(document);
  }

  private close(document: vscode.TextDocument): void {
    const open = this.documents.get(document);
    if (!open) return;
    clearTimeout(open.timer);
    open.checks?.end();
    this.documents.delete(document);
    this.changed.fire(document);
  }

  private edit(event: vscode.TextDocumentChangeEvent): void {
    const open = this.documents.get(event.document);
    if (!open || event.contentChanges.length === 0) return;
    open.checks?.edit(lineChanges(event));
    clearTimeout(open.timer);
    for (const { range } of event.contentChanges)
      open.firstTouched = Math.min(open.firstTouched, range.start.line);
    open.timer = setTimeout(() => this.look(event.document, open), debounceMs);
  }

  /** At what was touched last. */
  private look(document: vscode.TextDocument, open: OpenDocument): void {
    clearTimeout(open.timer);
    open.timer = undefined;
    if (open.firstTouched < open.recordsEnd) this.run(document);
    else this.checkLines(document, open);
  }

  /** Tells whether the document is one to check, then checks the lines that wait. */
  private run(document: vscode.TextDocument): void {
    const open = this.documents.get(document);
    if (!open) return;
    const before = open.whole;
    open.whole = this.wholeProblem(document);
    const wanted = this.isWanted(document, open) && !open.whole;
    if (before !== open.whole) this.changed.fire(document);
    if (wanted && !open.checks) {
      open.checks = new LineChecks(
        linesOf(document),
        (texts) => this.check(texts, open.reading),
        () => this.changed.fire(document),
      );
    } else if (!wanted && open.checks) {
      open.checks.end();
      open.checks = undefined;
      this.changed.fire(document);
    }
    this.checkLines(document, open);
  }

  private checkLines(document: vscode.TextDocument, open: OpenDocument): void {
    // Also tells when lines with problems were only taken out, and nothing waits.
    const { checks } = open;
    open.firstTouched = Number.POSITIVE_INFINITY;
    checks
      ?.run()
      .then(() => open.checks === checks && this.changed.fire(document))
      .catch((error) => this.log.error(`Not checked: ${error instanceof Error ? error.message : error}`));
  }

  private wholeProblem(document: vscode.TextDocument): LocatedProblem | undefined {
    const mode = vscode.workspace.getConfiguration('plackett', document).get<string>('diagnostics.enabled');
    const other =
      mode === 'off' ? undefined : otherContainer(document.lineCount, (line) => document.lineAt(line).text);
    return other && (mode === 'on' || other.holdsRankings) ? other.problem : undefined;
  }

  private isWanted(document: vscode.TextDocument, open: OpenDocument): boolean {
    const mode = vscode.workspace.getConfiguration('plackett', document).get<string>('diagnostics.enabled');
    const first = firstRecords(document.lineCount, (line) => document.lineAt(line).text);
    open.recordsEnd = open.whole ? Number.POSITIVE_INFINITY : first.end;
    if (mode === 'on') return true;
    if (mode === 'off') return false;
    if (open.reading.format || open.reading.columns) return true;
    return isPreferenceDataset(first.texts);
  }
}
