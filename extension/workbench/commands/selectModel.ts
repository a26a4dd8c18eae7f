import path from 'node:path';
import * as vscode from 'vscode';
import { readModelFolder } from '../../model/folder.ts';
import type { Role } from '../../run/scorerProtocol.ts';
import type { Session } from '../session.ts';
import { modelFolder, setModelFolder } from '../settings.ts';
import { assertTrusted } from '../trust.ts';

interface Choice extends vscode.QuickPickItem {
  folder?: string;
  browse?: true;
}

const recentKey = 'plackett.recentModels';

/** `Plackett: Select Policy Model` and `Select Reference Model`: folders used before, the workspace's, or any other. */
export async function selectModel(session: Session, role: Role): Promise<string | undefined> {
  assertTrusted();
  const current = modelFolder(role);
  const recent = session.context.globalState.get<string[]>(recentKey, []);
  const found = await modelFoldersInWorkspace();
  const sample = path.join(session.context.extensionPath, 'media', 'sample', role);
  const folders = [...new Set([...(current ? [current] : []), ...recent, ...found])];
  const items: Choice[] = folders.map((folder) => ({
    label: path.basename(folder),
    description: folder === current ? vscode.l10n.t('chosen now') : undefined,
    detail: folder,
    folder,
  }));
  items.push(
    {
      label: vscode.l10n.t('Sample'),
      description:
        role === 'policy'
          ? vscode.l10n.t('the bundled tiny policy')
          : vscode.l10n.t('the bundled tiny reference'),
      detail: sample,
      folder: sample,
    },
    { label: vscode.l10n.t('$(folder-opened) Choose a folder…'), browse: true, alwaysShow: true },
  );
  const choice = await vscode.window.showQuickPick(items, {
    title:
      role === 'policy'
        ? vscode.l10n.t('Policy: the model being trained')
        : vscode.l10n.t('Reference: the frozen model that training started from'),
    placeHolder: vscode.l10n.t(
      'A folder with an ONNX model and its tokenizer (Optimum, transformers.js or GenAI layout)',
    ),
    matchOnDetail: true,
  });
  const folder = choice?.browse ? await browse(role) : choice?.folder;
  if (folder === undefined) return undefined;
  await readModelFolder(folder);
  await setModelFolder(role, folder);
  await session.context.globalState.update(
    recentKey,
    [folder, ...recent.filter((f) => f !== folder)].slice(0, 8),
  );
  session.log.info(`${role}: ${folder}`);
  return folder;
}

async function browse(role: Role): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: role === 'policy' ? vscode.l10n.t('Use as policy') : vscode.l10n.t('Use as reference'),
    title:
      role === 'policy'
        ? vscode.l10n.t('Folder of the policy (config.json or genai_config.json, tokenizer.json, model.onnx)')
        : vscode.l10n.t(
            'Folder of the reference (config.json or genai_config.json, tokenizer.json, model.onnx)',
          ),
  });
  return chosen?.[0]?.fsPath;
}

/** Folders of the workspace that hold a tokenizer beside a model's configuration. */
async function modelFoldersInWorkspace(): Promise<string[]> {
  const files = await vscode.workspace.findFiles('**/{config,genai_config}.json', '**/node_modules/**', 50);
  const folders = new Set(files.map((file) => path.dirname(file.fsPath)));
  const valid = await Promise.all(
    [...folders].map((folder) =>
      readModelFolder(folder).then(
        () => folder,
        () => undefined,
      ),
    ),
  );
  return valid.filter((folder) => folder !== undefined);
}
