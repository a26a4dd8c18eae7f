import * as vscode from 'vscode';
import { plainName } from '../../run/runName.ts';
import { type ListedModel, modelDescription, modelSentences } from './modelWords.ts';

/** A model in the list. */
export function modelItem(model: ListedModel): vscode.TreeItem {
  const item = new vscode.TreeItem(plainName(model.name) || model.folder);
  item.id = model.folder;
  item.description = modelDescription(model);
  item.tooltip = modelSentences(model).join('\n');
  item.iconPath = icon(model);
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(model.folder)) !== undefined;
  const words = ['model', ...model.roles, ...(isInWorkspace ? ['inWorkspace'] : [])];
  item.contextValue = words.join(' ');
  item.accessibilityInformation = { label: [item.label, ...modelSentences(model)].join('. ') };
  return item;
}

function icon({ roles, problems }: ListedModel): vscode.ThemeIcon {
  if (problems.length > 0)
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (roles.includes('policy')) return new vscode.ThemeIcon('rocket');
  return new vscode.ThemeIcon(roles.includes('reference') ? 'bookmark' : 'package');
}
