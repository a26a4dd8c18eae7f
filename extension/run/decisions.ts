import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import { type KeptDecision, readDecision, writeDecision } from './decisionLine.ts';
import { fileCause } from './fileErrors.ts';

/**
 * Decisions of reviewers: `decisions.jsonl` in a run folder, or in a folder of the dataset's own where no run keeps one.
 * Only ever appended to: of an example's lines the last one counts, and an undo is a line too.
 */
const fileName = 'decisions.jsonl';

/** The folder for decisions of a dataset (absolute path) without a run folder. */
export function datasetFolder(root: string, dataset: string): string {
  return path.join(root, createHash('sha1').update(dataset).digest('base64url').slice(0, 16));
}

/** In the order they were written, those without an effect included; none where there is no file. UserError when it cannot be read. */
export async function readDecisions(folder: string): Promise<KeptDecision[]> {
  const file = path.join(folder, fileName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(
      l10n.t(
        'Decisions cannot be read from {0}: {1}. Free the file, then open the review again.',
        file,
        fileCause(error),
      ),
      'storage',
      { cause: error },
    );
  }
  return text
    .split('\n')
    .map(readDecision)
    .filter((decision) => decision !== undefined);
}

/** Decisions on their way to one folder's file, one after the other. */
export class DecisionLog {
  private waiting: KeptDecision[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly folder: string) {}

  /** Resolves when it is on disk. UserError when it cannot be written; it is tried again with the next one. */
  append(decision: KeptDecision): Promise<void> {
    this.waiting.push(decision);
    const written = this.writing.then(() => this.write());
    this.writing = written.catch(() => {});
    return written;
  }

  /** Resolves when nothing is being written, with what could not be written so far. */
  async unwritten(): Promise<readonly KeptDecision[]> {
    await this.writing;
    return this.waiting;
  }

  private async write(): Promise<void> {
    const now = this.waiting;
    if (now.length === 0) return;
    this.waiting = [];
    const file = path.join(this.folder, fileName);
    let handle: FileHandle | undefined;
    try {
      await mkdir(this.folder, { recursive: true });
      handle = await open(file, 'a+');
      // A line that was torn by a crash must not swallow the next one.
      const start = (await endsInLine(handle)) ? '' : '\n';
      await handle.appendFile(start + now.map((decision) => `${writeDecision(decision)}\n`).join(''));
    } catch (error) {
      this.waiting = [...now, ...this.waiting];
      throw new UserError(
        l10n.t(
          'Decisions cannot be stored in {0}: {1}. They are kept while this window is open; make room there or free the folder, then decide on another example to store them all.',
          file,
          fileCause(error),
        ),
        'storage',
        { cause: error },
      );
    } finally {
      await handle?.close().catch(() => {});
    }
  }
}

async function endsInLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 10;
}
