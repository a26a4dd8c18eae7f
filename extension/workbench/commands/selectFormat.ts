import path from 'node:path';
import * as vscode from 'vscode';
import type { FileReading } from '../../dataset/fileReading.ts';
import { type Choice, optionOf } from '../../dataset/formats/format.ts';
import { formats } from '../../dataset/formats/index.ts';
import { rankingChoice } from '../../dataset/formats/rankingMeaning.ts';
import type { Reading } from '../../dataset/reading.ts';
import { readingFileName } from '../../dataset/readingFile.ts';
import { tiersWords } from '../../dataset/readingWords.ts';
import { datasetFor } from '../request.ts';
import type { Session } from '../session.ts';
import { columnsTemplate, writeReading } from '../writeReading.ts';

interface Item extends vscode.QuickPickItem {
  readonly reading?: Reading;
  readonly isColumns?: true;
  readonly isTold?: true;
}

/** `Plackett: Select Dataset Format`: the format of a file, and what that leaves open, as which of two scores ranks. */
export async function selectFormat(session: Session, uri?: vscode.Uri): Promise<Reading | undefined> {
  const dataset = (await datasetFor(uri, session.panels.activeDataset)).fsPath;
  const found = await session.readings.of(dataset);
  const now = found?.from === 'records' ? undefined : found?.format?.name;
  const mark = (is: boolean) => (is ? vscode.l10n.t('chosen now') : undefined);
  const items: Item[] = [
    {
      label: vscode.l10n.t('As the records say'),
      description: mark(now === undefined),
      detail: found?.format && found.from === 'records' ? found.format.title : undefined,
      isTold: true,
    },
    { label: vscode.l10n.t('Formats'), kind: vscode.QuickPickItemKind.Separator },
    ...formats.map(({ name, title }) => ({
      label: title,
      description: mark(name === now) ?? name,
      reading: { format: name },
    })),
    { label: vscode.l10n.t('Anything else'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('$(json) Name the columns…'),
      detail: vscode.l10n.t(
        'In {0} beside the file: where prompt, completions and their ranking are',
        readingFileName,
      ),
      isColumns: true,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('How are the records of {0} written?', path.basename(dataset)),
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  if (picked.isColumns) {
    await writeReading(dataset, await columnsTemplate(dataset));
    await session.readings.choose(dataset, undefined);
    return undefined;
  }
  const chosen = await askChoices(picked, found, session.readings.given(dataset));
  if (!chosen) return undefined;
  const hasNothing = picked.isTold && Object.keys(chosen).length === 0;
  const reading: Reading | undefined = hasNothing ? undefined : { ...picked.reading, chosen };
  const isShared = reading !== undefined && (await askShared());
  if (isShared === undefined) return undefined;
  if (isShared) await writeReading(dataset, { format: reading?.format, choices: chosen });
  await session.readings.choose(dataset, isShared ? undefined : reading);
  session.log.info(`${dataset} is read as ${reading ? JSON.stringify(reading) : 'its records say'}.`);
  void offerRun(session, dataset);
  return reading;
}

/** Undefined when the user went away. */
async function askShared(): Promise<boolean | undefined> {
  const items = [
    { label: vscode.l10n.t('In this workspace'), detail: vscode.l10n.t('Only for you'), isShared: false },
    {
      label: vscode.l10n.t('In {0} beside the file', readingFileName),
      detail: vscode.l10n.t('For everybody who has the file, and for the command line'),
      isShared: true,
    },
  ];
  const title = vscode.l10n.t('Where is this kept?');
  return (await vscode.window.showQuickPick(items, { title }))?.isShared;
}

/** Undefined when the user went away. */
async function askChoices(
  { reading, isTold }: Item,
  found: FileReading | undefined,
  before: Reading | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  const name = isTold ? found?.format?.name : reading?.format;
  const choices = formats.find((format) => format.name === name)?.choices ?? [];
  const chosen: Record<string, string> = {};
  for (const choice of choices) {
    const option = await askChoice(choice, found, { ...found?.reading.chosen, ...before?.chosen });
    if (option === undefined) return undefined;
    chosen[choice.name] = option;
  }
  return chosen;
}

async function askChoice(
  choice: Choice,
  found: FileReading | undefined,
  chosen: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const now = optionOf(choice, chosen);
  const example = choice === rankingChoice ? found?.direction?.example : undefined;
  const picked = await vscode.window.showQuickPick(
    choice.options.map(({ value, title }) => ({
      label: title,
      description: value === now ? vscode.l10n.t('chosen now') : value,
      // The same record in each meaning.
      detail:
        example &&
        (example.tiers[value]
          ? `[${example.ranking.join(', ')}]: ${tiersWords(example.tiers[value])}`
          : `[${example.ranking.join(', ')}] cannot be read so`),
      value,
    })),
    { title: choice.title },
  );
  return picked?.value;
}

/** Results that were read otherwise are no longer this file's. */
async function offerRun(session: Session, dataset: string): Promise<void> {
  const run = session.runs.runFor(dataset);
  if (!run || run.active) return;
  const again = vscode.l10n.t('Evaluate Again');
  const words = vscode.l10n.t(
    'The format is changed. The results that are shown were read by the one before.',
  );
  if ((await vscode.window.showInformationMessage(words, again)) === again)
    await vscode.commands.executeCommand('plackett.evaluate', vscode.Uri.file(dataset));
}
