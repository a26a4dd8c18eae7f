import * as vscode from 'vscode';
import type { ProviderChoice } from '../../model/settings.ts';
import type { Session } from '../session.ts';
import { assertTrusted } from '../trust.ts';

interface Choice extends vscode.QuickPickItem {
  provider: ProviderChoice;
}

/** `Plackett: Show Execution Providers`: what this machine can run, why the others cannot, and which one to use. */
export async function showProviders(session: Session): Promise<void> {
  assertTrusted();
  const reports = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Plackett: trying execution providers'),
    },
    () => session.engine.providers(),
  );
  for (const r of reports)
    session.log.info(`provider ${r.provider}: ${r.works ? 'works' : 'does not work'}. ${r.detail}`);
  const chosen = vscode.workspace.getConfiguration('plackett').get<ProviderChoice>('provider', 'auto');
  const mark = (provider: ProviderChoice) => (provider === chosen ? vscode.l10n.t('chosen now') : undefined);
  const items: Choice[] = [
    {
      label: vscode.l10n.t('$(sparkle) auto'),
      description: mark('auto'),
      detail: vscode.l10n.t('Try the best there is, one at a time, and say which one runs.'),
      provider: 'auto',
    },
    ...reports.map((r) => ({
      label: `${r.works ? '$(pass)' : '$(error)'} ${r.provider}`,
      description: [r.works ? vscode.l10n.t('works') : vscode.l10n.t('does not work'), mark(r.provider)]
        .filter(Boolean)
        .join(', '),
      detail: r.detail,
      provider: r.provider,
    })),
  ];
  const where = vscode.env.remoteName
    ? vscode.l10n.t('the remote machine ({0})', vscode.env.remoteName)
    : vscode.l10n.t('this machine');
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Execution providers on {0}', where),
    placeHolder: vscode.l10n.t('Choose the one that runs the models'),
    matchOnDetail: true,
  });
  if (!choice || choice.provider === chosen) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('plackett').update('provider', choice.provider, target);
}
