import * as vscode from 'vscode';
import { readingWords } from '../dataset/readingWords.ts';
import { activeDataset, onDidChangeActiveFile } from './activeDataset.ts';
import type { DatasetReadings } from './datasetReadings.ts';

/** What the file in the active editor was taken for; a click changes it. */
export function registerFormatStatus(readings: DatasetReadings): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('plackett.format', vscode.StatusBarAlignment.Right, 91);
  item.name = vscode.l10n.t('Plackett: Dataset Format');
  item.command = 'plackett.selectFormat';

  const update = async () => {
    const dataset = activeDataset();
    const found = dataset === undefined ? undefined : await readings.of(dataset);
    if (dataset !== activeDataset()) return;
    if (!found || (!found.format && found.from === 'records' && found.wrong === undefined))
      return item.hide();
    const isOpen = (found.direction?.others.length ?? 0) > 0;
    const words = found.wrong ?? readingWords(found).join('\n');
    item.text = `${found.wrong !== undefined || isOpen ? '$(warning) ' : ''}${found.format?.title ?? vscode.l10n.t('Unknown format')}`;
    item.tooltip = vscode.l10n.t('{0}\nClick to change.', words);
    item.accessibilityInformation = { label: vscode.l10n.t('Dataset format: {0}', words), role: 'button' };
    item.show();
  };

  void update();
  return vscode.Disposable.from(
    item,
    readings.onDidChange(() => void update()),
    onDidChangeActiveFile(() => void update()),
  );
}
