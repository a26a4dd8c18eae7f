import * as vscode from 'vscode';
import { checkLine } from '../../dataset/checkLine.ts';
import { exampleHash, lineHash } from '../../dataset/lineHash.ts';
import { rankingAt } from '../../dataset/rankingAt.ts';
import { exampleAt } from '../../run/exampleAt.ts';
import { type DatasetResults, rowOfLine } from '../../run/results.ts';
import { rewardTable } from '../../run/rewardTable.ts';
import { UserError } from '../../userError.ts';
import type { Session } from '../session.ts';

const scheme = 'plackett-rewards';

/** `Plackett: Peek Rewards`: the rewards of an example below its line; by default of the one at the cursor. */
export async function peekRewards(session: Session, dataset?: string, row?: number): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || (dataset !== undefined && editor.document.uri.fsPath !== dataset))
    throw new UserError(
      vscode.l10n.t('Put the cursor on an evaluated example, then run this again.'),
      'usage',
    );
  const { document, selection } = editor;
  const of = row ?? rowAtCursor(session, editor);
  if (of === undefined)
    throw new UserError(
      vscode.l10n.t(
        'This line has no results, or was edited since. Evaluate it first: "Plackett: Evaluate This Example".',
      ),
      'usage',
    );
  const line = session.runs.resultsFor(document.uri.fsPath)?.rows.line[of] ?? selection.active.line + 1;
  const uri = vscode.Uri.from({
    scheme,
    path: `/Line ${line}`,
    query: JSON.stringify([document.uri.fsPath, of]),
  });
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    document.uri,
    // At its start: the end of a long line would scroll the table away.
    selection.active.with({ character: 0 }),
    [new vscode.Location(uri, new vscode.Position(0, 0))],
    'peek',
  );
}

/** Row of the example that the cursor is on. */
export function rowAtCursor(
  session: Session,
  { document, selection }: vscode.TextEditor,
): number | undefined {
  const results = session.runs.resultsFor(document.uri.fsPath);
  const { line, character } = selection.active;
  return results && (rowInTree(results, document, line, character) ?? rowOfLine(results, document, line));
}

/** Of a line that holds several rankings the one that a place belongs to; undefined of other lines. */
function rowInTree(
  results: DatasetResults,
  document: vscode.TextDocument,
  line: number,
  character: number,
): number | undefined {
  const { text } = document.lineAt(line);
  const rowOf = (part: number) => results.rowOf(exampleHash(lineHash(text), part), line + 1);
  if (rowOf(1) === undefined) return undefined;
  const { examples } = checkLine(text, { reading: results.reading });
  return rowOf(rankingAt(text, examples, character) ?? 0);
}

/** The texts behind the peeks; they follow beta. */
export function registerRewardTables({ runs }: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
  return vscode.Disposable.from(
    changed,
    runs.onDidChange((dataset) => {
      for (const { uri } of shown()) if (asked(uri)?.dataset === dataset) changed.fire(uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const { dataset, row } = asked(uri) ?? {};
        const results = dataset === undefined ? undefined : runs.resultsFor(dataset);
        if (dataset === undefined || row === undefined || !results || !(row < results.rows.line.length))
          return vscode.l10n.t('These results are not there any more. Evaluate the file again.\n');
        const found = await exampleAt(dataset, results.rows, row, results.reading);
        const example = 'error' in found || found.stale ? undefined : found.example;
        return (
          rewardTable(results, row, example) ??
          `${results.rows.reason[row] ?? vscode.l10n.t('This example has no numbers.')}\n`
        );
      },
    }),
  );
}

function asked({ query }: vscode.Uri): { readonly dataset: string; readonly row: number } | undefined {
  try {
    const [dataset, row] = JSON.parse(query);
    return typeof dataset === 'string' && Number.isInteger(row) && row >= 0 ? { dataset, row } : undefined;
  } catch {
    return undefined;
  }
}
