import path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationRequest } from '../run/evaluation.ts';
import type { Role } from '../run/scorerProtocol.ts';
import { UserError } from '../userError.ts';
import { activeFile } from './activeDataset.ts';
import type { Session } from './session.ts';
import { modelFolder, residency, reuse, scoring } from './settings.ts';

/** The file a command is about: the one it was called on, of the results page in focus, or in the active editor. Saved, so that the run reads what the user sees. */
export async function datasetFor(
  uri: vscode.Uri | undefined,
  activeDataset: string | undefined,
): Promise<vscode.Uri> {
  const shown = activeDataset === undefined ? undefined : vscode.Uri.file(activeDataset);
  const target = uri ?? shown ?? activeFile();
  if (!target)
    throw new UserError(
      vscode.l10n.t('No file is open. Open a .jsonl file of rankings, or run "Plackett: Open Sample".'),
      'usage',
    );
  const document = vscode.workspace.textDocuments.find((d) => d.uri.toString() === target.toString());
  if (target.scheme === 'untitled')
    throw new UserError(vscode.l10n.t('This file is not saved yet. Save it, then evaluate it.'), 'usage');
  if (target.scheme !== 'file')
    throw new UserError(
      vscode.l10n.t(
        'Models can only read files on disk, and this one is in "{0}:". Save a copy to a folder and evaluate that.',
        target.scheme,
      ),
      'usage',
    );
  if (document?.isDirty && !(await document.save()))
    throw new UserError(
      vscode.l10n.t('The file has changes that could not be saved. Save it, then evaluate it.'),
      'usage',
    );
  return target;
}

/** What the settings ask for. In Restricted Mode no model is named, so none can load. */
export function evaluationRequest(
  dataset: vscode.Uri,
  { sample, context, readings }: Pick<Session, 'sample' | 'context' | 'readings'>,
): Omit<EvaluationRequest, 'runFolder'> {
  const model = (role: Role) =>
    vscode.workspace.isTrusted
      ? (modelFolder(role, dataset) ?? sample.modelFor(dataset.fsPath, role))
      : undefined;
  return {
    dataset: dataset.fsPath,
    reading: readings.given(dataset.fsPath),
    policy: model('policy'),
    reference: model('reference'),
    scoring: scoring(dataset),
    residency: residency(dataset),
    // One for all workspaces: a model is the same in each.
    cacheFolder: reuse(dataset) ? path.join(context.globalStorageUri.fsPath, 'logps') : undefined,
  };
}
