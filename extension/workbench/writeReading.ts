import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readingFileName } from '../dataset/readingFile.ts';
import { recordIn } from '../dataset/recordIn.ts';
import { UserError } from '../userError.ts';

/** An entry of `.plackett.json`. */
type Entry = Readonly<Record<string, unknown>>;

/** Puts what is said of a dataset into `.plackett.json` beside it, as an edit that can be undone, and shows it. UserError when that cannot be. */
export async function writeReading(dataset: string, entry: Entry): Promise<void> {
  const file = path.join(path.dirname(dataset), readingFileName);
  const uri = vscode.Uri.file(file);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  const content = before === undefined ? {} : recordIn(before);
  if (!content)
    throw new UserError(
      vscode.l10n.t('{0} is no JSON object. Mend it, or delete it, then try again.', file),
      'data',
    );
  const files = typeof content.files === 'object' && content.files !== null ? content.files : {};
  const after = { ...content, files: { ...files, [path.basename(dataset)]: entry } };
  const edit = new vscode.WorkspaceEdit();
  if (before === undefined) edit.createFile(uri);
  const text = `${JSON.stringify(after, null, 2)}\n`;
  edit.replace(uri, new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0), text);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError(vscode.l10n.t('{0} cannot be written. Is the folder read-only?', file), 'storage');
  const document = await vscode.workspace.openTextDocument(uri);
  await document.save();
  await vscode.window.showTextDocument(document);
}

/** Columns of the file's first record, guessed from what they hold, for a person to mend. */
export async function columnsTemplate(dataset: string): Promise<Entry> {
  const record = recordIn(await firstLine(dataset)) ?? {};
  const texts = Object.keys(record).filter((key) => typeof record[key] === 'string');
  const lists = Object.keys(record).filter((key) => Array.isArray(record[key]));
  const prompt =
    texts.find((key) => /prompt|question|query|instruction|input/i.test(key)) ?? texts[0] ?? 'prompt';
  const completions = lists[0] ?? texts.filter((key) => key !== prompt).slice(0, 2);
  return { columns: { prompt, completions: completions.length > 0 ? completions : ['chosen', 'rejected'] } };
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
    return buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0];
  } finally {
    await handle.close();
  }
}
