import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { lfsPointerStart } from '../onnx/graphFile.ts';
import { UserError } from '../userError.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A JSON object from a file. `undefined` when there is no such file; UserError with line and column when it cannot be read. */
export async function readJsonFile(path: string): Promise<Json | undefined> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  const name = basename(path);
  if (text.trim() === '') {
    throw new UserError(l10n.t('{0} is empty. The folder may be half copied: copy {1} again.', path, name));
  }
  if (text.startsWith(lfsPointerStart)) {
    throw new UserError(
      l10n.t('{0} is a git-lfs pointer, not the file itself. Run `git lfs pull` there.', path),
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const where = placeOf(cause, text);
    throw new UserError(
      where === undefined
        ? l10n.t('{0} is not valid JSON. The folder may be half copied: copy {1} again.', path, name)
        : l10n.t(
            '{0} is not valid JSON ({1}). The folder may be half copied: copy {2} again.',
            path,
            where,
            name,
          ),
      'model',
      { cause },
    );
  }
  if (!isJson(value))
    throw new UserError(l10n.t('{0} does not hold a JSON object. Copy {1} again.', path, name));
  return value;
}

/** Several times the largest tokenizer.json there is. */
const mostBytes = 256 * 2 ** 20;

/** `undefined` when there is no such file. A byte order mark is dropped. */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    await assertTextFile(path);
    const text = await readFile(path, 'utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(
      l10n.t(
        '{0} cannot be read ({1}). Check its permissions, or copy the file again.',
        path,
        code ?? String(cause),
      ),
      'model',
      { cause },
    );
  }
}

/** UserError for what is no file, as a pipe or a device may have no end, and for one that is far too large. Rejects as the file system does. */
export async function assertTextFile(path: string): Promise<void> {
  const found = await stat(path);
  if (!found.isFile())
    throw new UserError(
      l10n.t('{0} is no file. Put the file of the model there, or choose another folder.', path),
    );
  if (found.size > mostBytes)
    throw new UserError(
      l10n.t(
        '{0} has more than {1} MiB, as no such file has. Copy it again, or choose another model.',
        path,
        mostBytes / 2 ** 20,
      ),
    );
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// V8 names the place as `position 123` (Node 18 to 24), or says that the input ended.
function placeOf(error: unknown, text: string): string | undefined {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return /end of JSON/i.test(message) ? l10n.t('it ends too early') : undefined;
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return Number(position) >= text.length
    ? l10n.t('it ends too early, on line {0}', line)
    : l10n.t('line {0}, column {1}', line, column);
}
