import * as vscode from 'vscode';
import type { Severity } from '../dataset/problem.ts';
import { severitiesIn, withSeverities } from '../dataset/severities.ts';
import type { DocumentChecks } from './documentChecks.ts';
import type { FileDefects } from './fileDefects.ts';
import { capProblems, hiddenMessage, type LineProblem } from './problemCap.ts';
import { throttled } from './throttled.ts';

/** Shown before the code: plackett(ranking-duplicate). */
export const diagnosticSource = 'plackett';

/** VS Code keeps this many per file and extension and drops the rest. */
const limit = 1000;
/** Milliseconds between two publications for one file while its first check goes on. */
const publishMs = 300;

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** The code of one of our diagnostics, which is a link to its page. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Shows the problems of open documents as squiggles and in the Problems view; `pages` is the folder with a page for each code. */
export function registerDiagnostics(
  checks: DocumentChecks,
  defects: FileDefects,
  pages: vscode.Uri,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('plackett');
  const publishers = new Map<vscode.TextDocument, ReturnType<typeof throttled>>();
  const publish = (document: vscode.TextDocument) => {
    let publisher = publishers.get(document);
    if (!checks.isOpen(document)) {
      publisher?.dispose();
      publishers.delete(document);
      collection.delete(document.uri);
      return;
    }
    if (!publisher) {
      publisher = throttled(
        () => collection.set(document.uri, diagnosticsOf(document, checks, defects, pages)),
        publishMs,
      );
      publishers.set(document, publisher);
    }
    publisher();
  };
  const again = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('plackett.problems'))
      for (const document of publishers.keys()) publish(document);
  });
  return vscode.Disposable.from(
    collection,
    again,
    checks.onDidChange(publish),
    defects.onDidChange(publish),
    {
      dispose: () => {
        for (const publisher of publishers.values()) publisher.dispose();
      },
    },
  );
}

function diagnosticsOf(
  document: vscode.TextDocument,
  checks: DocumentChecks,
  defects: FileDefects,
  pages: vscode.Uri,
): vscode.Diagnostic[] {
  if (!checks.isChecked(document)) return [];
  const ofBytes = checks.isOther(document) ? [] : defects.problems(document);
  const { shown, hidden } = capProblems(shownOf([...ofBytes, ...checks.problems(document)], document), limit);
  const diagnostics = shown.map((one) =>
    toDiagnostic(one, document.uri, vscode.Uri.joinPath(pages, `${one.problem.code}.md`)),
  );
  const worst = (['error', 'warning', 'information'] as const).find((severity) => hidden[severity] > 0);
  if (worst)
    diagnostics.push(
      toDiagnostic({
        line: 0,
        problem: {
          code: 'more-problems',
          severity: worst,
          message: hiddenMessage(hidden),
          start: 0,
          end: 0,
          fixes: [],
        },
      }),
    );
  return diagnostics;
}

/** With the severities of `plackett.problems`, without those that it turns off. */
export function shownOf(all: readonly LineProblem[], document: vscode.TextDocument): readonly LineProblem[] {
  const setting = vscode.workspace.getConfiguration('plackett', document).get('problems');
  const severities = severitiesIn(setting);
  if (Object.keys(severities).length === 0) return all;
  return all.flatMap(({ line, problem }) =>
    withSeverities([problem], severities).map((shown) => ({ line, problem: shown })),
  );
}

function toDiagnostic(
  { line, problem }: LineProblem,
  uri?: vscode.Uri,
  page?: vscode.Uri,
): vscode.Diagnostic {
  const range = new vscode.Range(line, problem.start, line, problem.end);
  const diagnostic = new vscode.Diagnostic(range, problem.message, severities[problem.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = page ? { value: problem.code, target: page } : problem.code;
  if (uri && problem.other !== undefined) {
    const place = new vscode.Location(uri, new vscode.Position(problem.other - 1, 0));
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(place, vscode.l10n.t('The other record')),
    ];
  }
  return diagnostic;
}
