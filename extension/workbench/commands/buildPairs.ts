import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { PairChoice } from '../../../webview/contract.ts';
import {
  gapMeasures,
  type PairOptions,
  pairFields,
  pairStrategies,
  usualPairs,
} from '../../preference/pairOptions.ts';
import type { PairPreview } from '../../preference/pairPreview.ts';
import { selectRows } from '../../preference/selectRows.ts';
import { unreadable } from '../../run/fileErrors.ts';
import type { PairsRequest } from '../../run/pairs/pairsRequest.ts';
import { UserError } from '../../userError.ts';
import { datasetFor } from '../request.ts';
import { askTarget, tellWritten, withCancel } from '../saveAs.ts';
import type { Session } from '../session.ts';

/** `Plackett: Build Pairs`: opens the pair builder of a file's results page, with results or without. */
export async function buildPairs(session: Session, uri?: vscode.Uri): Promise<void> {
  const dataset = (await datasetFor(uri, session.panels.activeDataset)).fsPath;
  await session.runs.restore(dataset);
  session.panels.show(dataset, { pairs: true });
}

/** Writes the pairs to a place that somebody chooses. */
export async function writePairs(session: Session, dataset: string, choice: PairChoice): Promise<void> {
  const title = l10n.t('Export Pairs');
  const target = await askTarget(dataset, { suffix: 'pairs', extension: 'jsonl', title });
  const { size } = await stat(dataset).catch((error) => {
    throw unreadable(dataset, error);
  });
  const request = { ...(await requestOf(session, dataset, choice)), target };
  const { pairs } = await withCancel(l10n.t('Writing pairs to {0}', path.basename(target)), size, (options) =>
    session.engine.writePairs(request, options),
  );
  void tellWritten(target, l10n.t('{0} pairs are in {1}.', pairs.toLocaleString('en'), target));
}

/** By dataset. */
const previewing = new Map<string, AbortController>();

/** What pairs there would be. One at a time of a file: a second call ends the first. Never rejects. */
export async function previewPairs(
  session: Session,
  dataset: string,
  choice: PairChoice,
): Promise<PairPreview | { readonly error: string }> {
  previewing.get(dataset)?.abort(new UserError(l10n.t('Another preview was asked for.'), 'usage'));
  const controller = new AbortController();
  const { signal } = controller;
  previewing.set(dataset, controller);
  try {
    return await session.engine.writePairs(await requestOf(session, dataset, choice), {
      signal,
      told: () => {},
    });
  } catch (error) {
    if (!(error instanceof UserError)) session.log.error(error instanceof Error ? error : String(error));
    return { error: error instanceof Error ? error.message : String(error) };
  } finally {
    if (previewing.get(dataset) === controller) previewing.delete(dataset);
  }
}

async function requestOf(session: Session, dataset: string, choice: PairChoice): Promise<PairsRequest> {
  const run = session.runs.runFor(dataset);
  const chosen =
    choice.only && Array.from(choice.only.rows).filter((row) => run && row < run.rows.line.length);
  return {
    dataset,
    reading: run?.reading ?? (await session.readings.of(dataset))?.reading,
    options: checked(choice.options),
    fields: pairFields.filter((field) => choice.fields.includes(field)),
    rows: run && (chosen ? selectRows(run.rows, chosen) : run.rows),
    onlyRows: chosen !== undefined,
    beta: session.runs.beta,
  };
}

/** JSON turns undefined into null, and a page may say anything. */
function checked(options: PairOptions): PairOptions {
  const number = (value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  return {
    strategy: pairStrategies.find((name) => name === options.strategy) ?? usualPairs.strategy,
    gap: gapMeasures.find((name) => name === options.gap) ?? usualPairs.gap,
    minGap: number(options.minGap),
    maxGap: number(options.maxGap),
    maxPerPrompt: number(options.maxPerPrompt),
    keep: options.keep === 'random' ? 'random' : 'largest',
    seed: number(options.seed) ?? usualPairs.seed,
  };
}
