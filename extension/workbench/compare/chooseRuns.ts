import path from 'node:path';
import * as vscode from 'vscode';
import { mostRuns } from '../../run/compare/comparison.ts';
import type { RunRecord } from '../../run/evaluation.ts';
import { UserError } from '../../userError.ts';
import type { Session } from '../session.ts';

interface RunItem extends vscode.QuickPickItem {
  readonly folder?: string;
}

/**
 * Asks which runs to compare; undefined when nobody chose. The first is the baseline: one of `chosen` stays where it was, the others
 * follow from the oldest on. UserError when there are fewer than two.
 */
export async function chooseRuns(
  { runs }: Pick<Session, 'runs'>,
  chosen: readonly string[] = [],
): Promise<readonly string[] | undefined> {
  const records = await runs.stored();
  if (records.length < 2)
    throw new UserError(
      records.length === 1
        ? vscode.l10n.t(
            'There is one run here, and it takes two to compare. Evaluate a file with one policy, then the same file with another, and compare them.',
          )
        : vscode.l10n.t(
            'There are no runs here, and it takes two to compare. Evaluate a file with one policy, then the same file with another, and compare them.',
          ),
      'usage',
    );
  const items = itemsOf(records);
  const picked = await pickMany(items, chosen);
  if (!picked) return undefined;
  const added = records
    .filter(({ folder }) => picked.includes(folder) && !chosen.includes(folder))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  return [...chosen.filter((folder) => picked.includes(folder)), ...added.map(({ folder }) => folder)];
}

/** By dataset, that of the newest run first; of each the newest run first. */
export function itemsOf(records: readonly RunRecord[]): RunItem[] {
  const newestFirst = [...records].sort((a, b) => (a.startedAt > b.startedAt ? -1 : 1));
  const datasets = new Set(newestFirst.map(({ request }) => request.dataset));
  return [...datasets].flatMap((dataset): RunItem[] => [
    { label: vscode.workspace.asRelativePath(dataset), kind: vscode.QuickPickItemKind.Separator },
    ...newestFirst.filter(({ request }) => request.dataset === dataset).map(itemOf),
  ]);
}

function itemOf({ folder, request, policy, reference, startedAt, state }: RunRecord): RunItem {
  const models =
    policy || reference
      ? vscode.l10n.t(
          '{0} against {1}',
          policy?.name ?? vscode.l10n.t('no policy'),
          reference?.name ?? vscode.l10n.t('no reference'),
        )
      : vscode.l10n.t('log-probs of the records');
  const limit = request.limit === undefined ? [] : [vscode.l10n.t('first {0}', request.limit)];
  const asked = [
    new Date(startedAt).toLocaleString(),
    ...limit,
    ...(state === 'done' ? [] : [vscode.l10n.t('not finished')]),
  ];
  return {
    folder,
    label: `${path.basename(request.dataset)}: ${models}`,
    description: asked.join(', '),
    detail: request.policy,
  };
}

/** Two to eight; what is too many or too few is said while the list stays. */
async function pickMany(items: readonly RunItem[], chosen: readonly string[]): Promise<string[] | undefined> {
  const pick = vscode.window.createQuickPick<RunItem>();
  pick.title = vscode.l10n.t('Compare Runs: choose two to {0}', mostRuns);
  pick.placeholder = vscode.l10n.t('The oldest is the baseline; the page can change it');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ folder }) => folder !== undefined && chosen.includes(folder));
  try {
    return await new Promise<string[] | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const folders = pick.selectedItems.flatMap(({ folder }) => folder ?? []);
        if (folders.length >= 2 && folders.length <= mostRuns) resolve(folders);
        else pick.title = vscode.l10n.t('Choose two to {0} runs, not {1}', mostRuns, folders.length);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
