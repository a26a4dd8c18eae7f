import path from 'node:path';
import * as vscode from 'vscode';
import type { Headline } from '../../run/headline.ts';
import type { RunFolder } from '../../run/runFolders.ts';
import { progressWords } from '../progressWords.ts';
import type { Run } from '../run.ts';
import { ageWords, headlineWords, modelsWords, partWords, sizeWords, timeWords } from './runWords.ts';

/** What is known of a run of the list: it waits or goes on, it lies on disk, or both. */
export interface ListedRun {
  readonly folder: string;
  readonly dataset: string;
  /** Waiting or going on. */
  readonly active: Run | undefined;
  readonly kept: RunFolder | undefined;
  readonly headline: Headline | undefined;
  /** The one that its dataset's results page and lenses show. */
  readonly isShown: boolean;
  readonly beta: number;
}

export function runLabel({ active, kept }: Pick<ListedRun, 'active' | 'kept'>): string {
  const startedAt = kept?.record.startedAt ?? active?.startedAt ?? '';
  return kept?.record.name ?? active?.name ?? timeWords(startedAt);
}

export function runItem(run: ListedRun): vscode.TreeItem {
  const item = new vscode.TreeItem(runLabel(run));
  item.id = run.folder;
  item.description = description(run);
  item.tooltip = sentences(run).join('\n');
  item.iconPath = icon(run);
  item.contextValue = run.active ? 'run active' : 'run kept';
  item.accessibilityInformation = { label: [item.label, item.description, ...sentences(run)].join('. ') };
  return item;
}

function description({ active, kept, headline, isShown, beta }: ListedRun): string {
  if (active) return active.phase === 'queued' ? 'waiting' : progressWords(active.progress);
  if (!kept) return '';
  const { record, bytes } = kept;
  return [
    record.state === 'unfinished' && vscode.l10n.t('cut off'),
    headline && headlineWords(headline, beta),
    modelsWords(record.policy, record.reference),
    partWords(record.request),
    ageWords(record.startedAt),
    sizeWords(bytes),
    isShown && vscode.l10n.t('shown'),
  ]
    .filter(Boolean)
    .join(' · ');
}

function sentences({ folder, dataset, active, kept, headline, isShown }: ListedRun): string[] {
  const record = kept?.record ?? active;
  if (!record) return [];
  const lines = [
    vscode.l10n.t('Results of {0}, started {1}.', path.basename(dataset), timeWords(record.startedAt)),
  ];
  if (isShown) lines.push(vscode.l10n.t('These are shown in the results page and in the editor.'));
  if (kept?.record.state === 'unfinished' && !active)
    lines.push(vscode.l10n.t('It was cut off: open it and continue the evaluation from its results page.'));
  const models = [record.policy, record.reference];
  for (const [i, role] of [
    vscode.l10n.t({ message: 'Policy', comment: ['The model that is trained'] }),
    vscode.l10n.t({ message: 'Reference', comment: ['The model that the policy is held against'] }),
  ].entries()) {
    const model = models[i];
    if (model) lines.push(vscode.l10n.t('{0}: {1} on {2}.', role, model.name, model.provider));
  }
  if (headline) {
    lines.push(
      vscode.l10n.t(
        '{0} of {1} scored.',
        headline.scored.toLocaleString('en'),
        headline.examples.toLocaleString('en'),
      ),
    );
    if (headline.loss !== null)
      lines.push(
        vscode.l10n.t(
          'Pairwise accuracy; mean loss in nats of the loss at chance, at beta {0}.',
          headline.beta,
        ),
      );
  }
  if (kept && kept.decisions > 0)
    lines.push(vscode.l10n.t('{0} decisions of a review are kept with it.', kept.decisions));
  return [...lines, folder];
}

function icon({ active, kept, isShown }: ListedRun): vscode.ThemeIcon {
  if (active) return new vscode.ThemeIcon(active.phase === 'queued' ? 'watch' : 'loading~spin');
  if (kept?.record.state === 'unfinished') return new vscode.ThemeIcon('debug-pause');
  return new vscode.ThemeIcon(isShown ? 'eye' : 'graph');
}
