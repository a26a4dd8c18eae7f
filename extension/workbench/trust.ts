import * as vscode from 'vscode';
import { UserError } from '../userError.ts';

/** Somebody asked, in Restricted Mode, for what reads or runs a model. */
export class RestrictedError extends UserError {
  override name = 'RestrictedError';
}

/** Throws `RestrictedError` while the workspace is not trusted. Asked each time, so that trust needs no reload. */
export function assertTrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new RestrictedError(
    vscode.l10n.t(
      'This workspace is in Restricted Mode, where no model is read or run. Trust the workspace, then do this again.',
    ),
    'usage',
  );
}

/** The message of a `RestrictedError`, with the way to trust. */
export async function tellRestricted({ message }: RestrictedError): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  if ((await vscode.window.showErrorMessage(message, manage)) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
}
