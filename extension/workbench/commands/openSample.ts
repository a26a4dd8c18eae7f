import * as vscode from 'vscode';
import type { Session } from '../session.ts';

/** `Plackett: Open Sample`: an editable copy of the bundled rankings; evaluating it needs no settings. */
export async function openSample(session: Session): Promise<vscode.Uri> {
  const file = vscode.Uri.file(await session.sample.rankings());
  await vscode.window.showTextDocument(file, { preview: false });
  return file;
}
