import * as vscode from 'vscode';
import type { Session } from '../session.ts';
import { setBeta as saveBeta } from '../settings.ts';

/** `Plackett: Set Beta`: rewards and losses follow at once, nothing is scored again. */
export async function setBeta(session: Session, value?: number): Promise<void> {
  const text =
    value === undefined
      ? await vscode.window.showInputBox({
          title: vscode.l10n.t('Beta of the DPO objective'),
          prompt: vscode.l10n.t(
            'Rewards are beta × (log π_policy − log π_reference). Use the value of your training run.',
          ),
          value: String(session.runs.beta),
          validateInput: (input) =>
            parse(input) === undefined ? vscode.l10n.t('A number above 0, such as 0.1') : undefined,
        })
      : String(value);
  if (text === undefined) return;
  const beta = parse(text);
  if (beta === undefined) return;
  await saveBeta(beta);
  session.runs.setBeta(beta);
}

function parse(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
}
