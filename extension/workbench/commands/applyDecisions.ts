import path from 'node:path';
import * as vscode from 'vscode';
import type { Reading } from '../../dataset/reading.ts';
import { noRows } from '../../preference/rows.ts';
import type { KeptDecision } from '../../run/decisionLine.ts';
import { type Plan, planFile } from '../../run/planChanges.ts';
import { planWords } from '../../run/planWords.ts';
import { writeReviewed } from '../../run/writeReviewed.ts';
import { UserError } from '../../userError.ts';
import { activeFile, hasLines } from '../activeDataset.ts';
import { planDocument, workspaceEdit } from '../reviewedDocument.ts';
import type { Session } from '../session.ts';

/** `Plackett: Apply Decisions`: what was decided in reviews becomes a new file, or an edit of the open document that one undo takes back. */
export async function applyDecisions(session: Session, uri?: vscode.Uri): Promise<void> {
  const dataset = datasetOf(session, uri);
  const log = await session.reviews.decisionsOf(dataset);
  if (!log.some(({ verdict }) => verdict !== undefined))
    throw new UserError(
      vscode.l10n.t(
        'Nothing was decided about {0} yet. Evaluate it, choose "Review labels" on its results page, and decide.',
        path.basename(dataset),
      ),
      'usage',
    );
  const reading =
    session.runs.runFor(dataset)?.reading ?? (await session.readings.of(dataset))?.reading ?? {};
  const way = await ask(dataset);
  if (way === 'file') await toFile(session, dataset, log, reading);
  else if (way === 'document') await toDocument(session, dataset, log, reading);
}

function datasetOf(session: Session, uri: vscode.Uri | undefined): string {
  const shown = session.panels.activeDataset;
  const target = uri ?? (shown === undefined ? activeFile() : vscode.Uri.file(shown));
  if (!target)
    throw new UserError(
      vscode.l10n.t('No file is open. Open the file whose labels were reviewed, then apply again.'),
      'usage',
    );
  if (target.scheme !== 'file' || !hasLines(target.fsPath) || /\.json$/i.test(target.fsPath))
    throw new UserError(
      vscode.l10n.t(
        'Decisions can be written where a record is a line of text, and {0} is no such file. Convert it to JSONL, and review that.',
        path.basename(target.fsPath),
      ),
      'usage',
    );
  return target.fsPath;
}

async function ask(dataset: string): Promise<'file' | 'document' | undefined> {
  const items = [
    {
      label: vscode.l10n.t('$(new-file) Write a new file'),
      detail: vscode.l10n.t('{0} stays as it is', path.basename(dataset)),
      way: 'file' as const,
    },
    {
      label: vscode.l10n.t('$(edit) Edit the open document'),
      detail: vscode.l10n.t('Not saved; one undo takes all of it back'),
      way: 'document' as const,
    },
  ];
  const title = vscode.l10n.t('Apply the decisions about {0}', path.basename(dataset));
  return (
    await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Where do they go?') })
  )?.way;
}

async function toFile(
  session: Session,
  dataset: string,
  log: readonly KeptDecision[],
  reading: Reading,
): Promise<void> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === dataset);
  if (open?.isDirty)
    throw new UserError(
      vscode.l10n.t(
        '{0} has changes that are not saved. Save it, or edit the open document instead.',
        path.basename(dataset),
      ),
      'usage',
    );
  const { dir, name, ext } = path.parse(dataset);
  // The dialog asks before it gives the name of a file that is there.
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(dir, `${name}.reviewed${ext}`)),
    title: vscode.l10n.t('Write the reviewed file'),
    filters: { JSONL: ['jsonl', 'ndjson'], 'All files': ['*'] },
  });
  if (!target) return;
  if (target.scheme !== 'file')
    throw new UserError(
      vscode.l10n.t('"{0}:" is no folder on this machine\'s disk. Choose one that is.', target.scheme),
      'usage',
    );
  const plan = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Writing {0}', path.basename(target.fsPath)),
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
      const planned = (signal: AbortSignal) => planFile(dataset, log, reading, signal);
      return writeReviewed(dataset, target.fsPath, planned, controller.signal);
    },
  );
  const openNew = vscode.l10n.t('Open New File');
  if ((await tell(session, dataset, plan, openNew)) === openNew)
    await vscode.window.showTextDocument(target).then(undefined, () => session.rankings.show(target));
}

async function toDocument(
  session: Session,
  dataset: string,
  log: readonly KeptDecision[],
  reading: Reading,
): Promise<void> {
  const uri = vscode.Uri.file(dataset);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, (error) => {
    throw new UserError(
      vscode.l10n.t(
        'VS Code does not open {0} as text for extensions. Write a new file instead.',
        path.basename(dataset),
      ),
      'usage',
      { cause: error },
    );
  });
  const plan = planDocument(document, log, reading, session.runs.runFor(dataset)?.rows ?? noRows);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
  if (plan.changes.length > 0 && !(await vscode.workspace.applyEdit(workspaceEdit(document, plan))))
    throw new UserError(
      vscode.l10n.t(
        '{0} could not be edited. Is it read-only? Write a new file instead.',
        path.basename(dataset),
      ),
      'usage',
    );
  await session.reviews.applied(
    dataset,
    plan.changes.map(({ decision }) => decision),
  );
  await tell(session, dataset, plan);
}

/** What was done, for those who look now and, in full, for the log. */
async function tell(
  session: Session,
  dataset: string,
  plan: Plan,
  ...actions: string[]
): Promise<string | undefined> {
  for (const { line, reason } of plan.refused)
    session.log.warn(`${dataset}, line ${line} stays as it is: ${reason}`);
  const words = `${path.basename(dataset)}: ${planWords(plan)}`;
  session.log.info(words);
  const isWhole = plan.refused.length + plan.lost.length === 0;
  const show = isWhole ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  return show(words, ...actions);
}
