import path from 'node:path';
import * as vscode from 'vscode';
import type { CudaPlace } from '../model/cuda/chooseRuntime.ts';
import { homeExpanded } from './settings.ts';

/** Where the extension finds and keeps an onnxruntime with CUDA libraries. */
export function cudaPlace(context: vscode.ExtensionContext): CudaPlace {
  const set = vscode.workspace.getConfiguration('plackett').get<string>('cudaLibraryFolder', '').trim();
  return {
    modules: path.join(context.extensionPath, 'node_modules'),
    storage: context.globalStorageUri.fsPath,
    libraries: set === '' ? undefined : homeExpanded(set),
  };
}
