import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { columnsFromInfo } from './datasetInfo.ts';
import type { Columns } from './formats/columns.ts';
import { isObject, type JsonObject } from './formats/format.ts';
import { formats } from './formats/index.ts';
import type { Reading } from './reading.ts';

export const readingFileName = '.plackett.json';
export const infoFileName = 'dataset_info.json';

export interface ReadingBeside {
  readonly reading: Reading;
  /** The file that says so. */
  readonly from: typeof readingFileName | typeof infoFileName;
  /** Why it cannot be used, and what to do. */
  readonly wrong?: string;
}

class WrongReading extends Error {}

/**
 * What `.plackett.json` beside a file says of it, or LLaMA-Factory's `dataset_info.json`; undefined where neither names it.
 * What is wrong with another tool's file is not for us to say.
 */
export async function readingBeside(dataset: string): Promise<ReadingBeside | undefined> {
  const [folder, name] = [path.dirname(dataset), path.basename(dataset)];
  const own = await textOf(path.join(folder, readingFileName));
  try {
    const reading = own === undefined ? undefined : readingIn(own, name);
    if (reading) return { reading, from: readingFileName };
  } catch (error) {
    if (!(error instanceof WrongReading)) throw error;
    return { reading: {}, from: readingFileName, wrong: error.message };
  }
  const info = await textOf(path.join(folder, infoFileName));
  const columns = info === undefined ? undefined : columnsFromInfo(parsed(info), name);
  return columns && { reading: { columns }, from: infoFileName };
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** `{"files": {"NAME": {"format"?, "choices"?, "columns"?}}}`. */
function readingIn(text: string, name: string): Reading | undefined {
  const value = parsed(text);
  if (!isObject(value)) throw wrong(l10n.t('it is no JSON object'));
  const { files } = value;
  if (!isObject(files)) throw wrong(l10n.t('"files" is missing, an object with one entry a file'));
  if (!Object.hasOwn(files, name)) return undefined;
  const entry = files[name];
  if (!isObject(entry)) throw wrong(l10n.t('"files"."{0}" is no object', name));
  return entryReading(entry, `"files"."${name}"`);
}

function entryReading({ format, choices, columns }: JsonObject, at: string): Reading {
  if (format !== undefined && !formats.some(({ name }) => name === format))
    throw wrong(l10n.t('{0}."format" is none of {1}', at, formats.map(({ name }) => name).join(', ')));
  if (
    choices !== undefined &&
    !(isObject(choices) && Object.values(choices).every((value) => typeof value === 'string'))
  )
    throw wrong(l10n.t('{0}."choices" is no object of texts', at));
  if (columns !== undefined) assertColumns(columns, `${at}."columns"`);
  return {
    ...(format === undefined ? {} : { format: format as string }),
    ...(choices === undefined ? {} : { chosen: choices as Readonly<Record<string, string>> }),
    ...(columns === undefined ? {} : { columns: columns as unknown as Columns }),
  };
}

const isName = (value: unknown) => typeof value === 'string' && value !== '';
const isNames = (value: unknown) =>
  isName(value) || (Array.isArray(value) && value.length > 0 && value.every(isName));

/** Each field with what it takes, in words and as a check. */
const fields: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  prompt: [isNames, l10n.t('a field, or a list of fields')],
  completions: [isNames, l10n.t('a field with a list, or a list of fields')],
  text: [isName, l10n.t('a field')],
  ranking: [isName, l10n.t('a field')],
  from: [(value) => value === 0 || value === 1, l10n.t('0 or 1')],
  ranks: [isNames, l10n.t('a field, or a list of fields')],
  scores: [isNames, l10n.t('a field, or a list of fields')],
  best: [(value) => value === 'lowest' || value === 'highest', l10n.t('"lowest" or "highest"')],
  preference: [isName, l10n.t('a field')],
  means: [
    (value) => isObject(value) && Object.values(value).every((one) => one === 'tie' || Number.isInteger(one)),
    l10n.t('an object of numbers, or "tie"'),
  ],
  turns: [
    (value) => isObject(value) && isName(value.role) && isName(value.content),
    '{"role": ..., "content": ...}',
  ],
  system: [isName, l10n.t('a field')],
  id: [isName, 'a field'],
  slices: [(value) => Array.isArray(value) && value.every(isName), l10n.t('a list of fields')],
};

/** What `columns` may have, in the order of their documentation. */
export const columnFields: readonly string[] = Object.keys(fields);

function assertColumns(columns: unknown, at: string): void {
  if (!isObject(columns)) throw wrong(l10n.t('{0} is no object', at));
  for (const name of ['prompt', 'completions'])
    if (columns[name] === undefined) throw wrong(l10n.t('{0}."{1}" is missing', at, name));
  for (const [name, value] of Object.entries(columns)) {
    if (!Object.hasOwn(fields, name))
      throw wrong(l10n.t('{0} has no "{1}", only {2}', at, name, Object.keys(fields).join(', ')));
    const [isRight, takes] = fields[name];
    if (!isRight(value)) throw wrong(l10n.t('{0}."{1}" takes {2}', at, name, takes));
  }
}

function wrong(what: string): WrongReading {
  return new WrongReading(
    l10n.t('{0} beside the file cannot be used: {1}. Mend it, or delete it.', readingFileName, what),
  );
}
