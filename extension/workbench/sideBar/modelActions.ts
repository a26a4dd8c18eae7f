import * as vscode from 'vscode';
import type { Role } from '../../run/scorerProtocol.ts';
import { UserError } from '../../userError.ts';
import type { Session } from '../session.ts';
import { setModelFolder } from '../settings.ts';
import { assertTrusted } from '../trust.ts';
import type { ListedModel } from './modelWords.ts';

/** What can be done with a model of the list: the one its menu is of, or the one that is selected. */
export function modelActions({ log }: Session, tree: vscode.TreeView<ListedModel>) {
  const oneOf = (model?: ListedModel): ListedModel => {
    const chosen = model ?? tree.selection[0];
    if (!chosen) throw new UserError(vscode.l10n.t('Select a model in the Plackett view first.'), 'usage');
    return chosen;
  };
  return {
    async use(role: Role, model?: ListedModel) {
      assertTrusted();
      const { folder, problems } = oneOf(model);
      if (problems.length > 0) throw new UserError(problems[0], 'model');
      await setModelFolder(role, folder);
      log.info(`${role}: ${folder}`);
    },
    revealInExplorer: (model?: ListedModel) =>
      vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(oneOf(model).folder)),
    reveal: (model?: ListedModel) =>
      vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(oneOf(model).folder)),
    async copyPath(model?: ListedModel) {
      await vscode.env.clipboard.writeText(oneOf(model).folder);
      vscode.window.setStatusBarMessage(vscode.l10n.t('The path of the model is copied.'), 3000);
    },
  };
}
