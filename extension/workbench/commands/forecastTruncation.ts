import path from 'node:path';
import * as vscode from 'vscode';
import { forecastWords } from '../../run/forecastWords.ts';
import { UserError } from '../../userError.ts';
import { datasetFor, evaluationRequest } from '../request.ts';
import type { Session } from '../session.ts';
import { assertTrusted } from '../trust.ts';
import { unlinked } from '../unlinked.ts';
import { openLine } from './showResults.ts';

/** `Plackett: Forecast Truncation`: how many examples the chosen model's context cannot hold; tokenizes, and scores nothing. */
export async function forecastTruncation(session: Session, uri?: vscode.Uri): Promise<void> {
  assertTrusted();
  const dataset = await datasetFor(uri, session.panels.activeDataset);
  const { policy, reference, scoring, reading } = evaluationRequest(dataset, session);
  const model = policy ?? reference;
  if (model === undefined)
    throw new UserError(
      vscode.l10n.t(
        'What is cut off depends on a model, and none is chosen. Run "Plackett: Select Policy Model".',
      ),
      'usage',
    );
  const forecast = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Tokenizing {0} for {1}', path.basename(dataset.fsPath), path.basename(model)),
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
      return session.engine.forecast({ dataset: dataset.fsPath, model, scoring, reading }, controller.signal);
    },
  );
  const words = `${path.basename(model)}: ${forecastWords(forecast).join(' ')}`;
  session.log.info(words);
  const line = forecast.lost.firstLine ?? forecast.truncated.firstLine;
  if (line === undefined) return void vscode.window.showInformationMessage(unlinked(words));
  const go = vscode.l10n.t('Go to Line {0}', line);
  if ((await vscode.window.showWarningMessage(unlinked(words), go)) === go)
    await openLine(session.rankings, dataset.fsPath, line);
}
