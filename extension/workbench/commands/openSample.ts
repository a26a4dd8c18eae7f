import * as vscode from 'vscode';
import type { EvaluationEnd } from '../../run/evaluation.ts';
import type { Session } from '../session.ts';
import { evaluate } from './evaluate.ts';

/** `Plackett: Open Sample`: an editable copy of the bundled rankings; evaluating it needs no settings. */
export async function openSample(session: Session): Promise<vscode.Uri> {
  const file = vscode.Uri.file(await session.sample.rankings());
  await vscode.window.showTextDocument(file, { preview: false });
  return file;
}

/** `Plackett: Evaluate Sample`: the main job without a click in between. */
export async function evaluateSample(session: Session): Promise<EvaluationEnd | undefined> {
  return evaluate(session, await openSample(session));
}
