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
  const mark = (is: boolean) => (is ? 'chosen now' : undefined);
  const items: Item[] = [
    {
      label: 'As the records say',
      description: mark(now === undefined),
      detail: found?.format && found.from === 'records' ? found.format.title : undefined,
      isTold: true,
    },
    { label: 'Formats', kind: vscode.QuickPickItemKind.Separator },
    ...formats.map(({ name, title }) => ({
      label: title,
      description: mark(name === now) ?? name,
      reading: { format: name },
    })),
    { label: 'Anything else', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(json) Name the columns\u2026',
      detail: `In ${readingFileName} beside the file: where prompt, completions and their ranking are`,
      isColumns: true,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `How are the records of ${path.basename(dataset)} written?`,
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
  await session.readings.choose(dataset, reading);
  session.log.info(`${dataset} is read as ${reading ? JSON.stringify(reading) : 'its records say'}.`);
  void offerChanges(session, dataset, reading);
  return reading;
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
      description: value === now ? 'chosen now' : value,
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

/** The choice is this workspace's; a file beside the data says it to others and to the command line. */
async function offerChanges(session: Session, dataset: string, reading: Reading | undefined): Promise<void> {
  if (!reading) return;
  const run = session.runs.runFor(dataset);
  const save = `Save in ${readingFileName}`;
  const again = 'Evaluate Again';
  const words = run
    ? 'The format is changed for this workspace. The results shown were read by the one before.'
    : 'The format is changed for this workspace.';
  const action = await vscode.window.showInformationMessage(
    words,
    ...(run && !run.active ? [again, save] : [save]),
  );
  if (action === again) await vscode.commands.executeCommand('plackett.evaluate', vscode.Uri.file(dataset));
  if (action !== save) return;
  await writeReading(dataset, { format: reading.format, choices: reading.chosen });
  await session.readings.choose(dataset, undefined);
}
