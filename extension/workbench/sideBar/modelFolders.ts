import path from 'node:path';
import * as vscode from 'vscode';
import type { Role } from '../../run/scorerProtocol.ts';
import type { Sample } from '../sample.ts';
import { modelFolder } from '../settings.ts';

const roles = ['policy', 'reference'] as const;
/** A workspace with more is no place to choose from. */
const mostFiles = 500;
const mostFolders = 100;

export interface ModelFolder {
  readonly folder: string;
  readonly roles: readonly Role[];
  readonly isSample: boolean;
}

/** Those of the settings first, then the workspace's, then the sample's where `withSample`. Each once. */
export async function modelFolders(
  sample: Sample,
  withSample: boolean,
  token: vscode.CancellationToken,
): Promise<ModelFolder[]> {
  const set = roles.map((role) => modelFolder(role));
  const found = await foldersInWorkspace(token);
  const ofSample = roles.map((role) => sample.folderOf(role));
  const known = set.filter((folder) => folder !== undefined);
  const all = new Set([
    ...known,
    ...found,
    ...(withSample || known.length + found.length > 0 ? ofSample : []),
  ]);
  return [...all].slice(0, mostFolders).map((folder) => ({
    folder,
    roles: roles.filter((_, i) => set[i] === folder),
    isSample: ofSample.includes(folder),
  }));
}

/** By the names of their files: a search in another process, which ends with the token. */
async function foldersInWorkspace(token: vscode.CancellationToken): Promise<string[]> {
  const files = await vscode.workspace.findFiles(
    '**/{*.onnx,genai_config.json}',
    '**/node_modules/**',
    mostFiles,
    token,
  );
  const onDisk = files.filter(({ scheme }) => scheme === 'file');
  const folders = onDisk.map(({ fsPath }) => {
    const folder = path.dirname(fsPath);
    return path.basename(folder) === 'onnx' ? path.dirname(folder) : folder;
  });
  return [...new Set(folders)].sort();
}
