import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../../userError.ts';

/** The right to write into a run folder: one process at a time has it. */
export interface WriterLock {
  /** UserError when another process took it, as it may after this one slept for long. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

const fileName = 'writer.json';
const usualBeatMs = 5_000;
/** A holder that cannot be asked and was silent for so long is gone. */
const silentMs = 60_000;

/**
 * UserError of kind `storage` when another process writes there. Otherwise rejects as the file system does. A silent holder is
 * watched for more than the time between two signs of life, as clocks may jump and machines sleep.
 */
export async function lockForWriting(folder: string, beatMs = usualBeatMs): Promise<WriterLock> {
  const file = path.join(folder, fileName);
  const mine: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  while (!(await create(file, mine))) {
    const holder = await holderOf(file);
    const sign = await signOf(file, holder);
    if (sign === 'fresh' || (sign === 'old' && (await beats(file, 2 * beatMs)))) throw inUse(folder, holder);
    const gone = `${file}.${mine.token}`;
    await rename(file, gone).catch(() => {});
    // Another one was quicker, and this is its own: it gets it back.
    if ((await holderOf(gone))?.token !== holder?.token) await link(gone, file).catch(() => {});
    await rm(gone, { force: true });
  }
  const beat = setInterval(() => {
    const now = new Date();
    void utimes(file, now, now).catch(() => {});
  }, beatMs);
  beat.unref();
  const isMine = async () => (await holderOf(file))?.token === mine.token;
  return {
    async assertHeld() {
      if (!(await isMine())) throw inUse(folder, await holderOf(file));
    },
    async release() {
      clearInterval(beat);
      if (await isMine()) await rm(file, { force: true }).catch(() => {});
    },
  };
}

/** Whether a process writes there now, as far as can be told. */
export async function isBeingWritten(folder: string): Promise<boolean> {
  const file = path.join(folder, fileName);
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && (await signOf(file, await holderOf(file))) === 'fresh';
}

/** False when there is one. */
async function create(file: string, holder: Holder): Promise<boolean> {
  const whole = `${file}.${holder.token}`;
  try {
    await writeFile(whole, JSON.stringify(holder));
    // There at once with all that it says: who is killed now leaves no lock of nobody.
    await link(whole, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Some drives have no links.
    if (linkless.has(code ?? '')) return createInPlace(file, holder);
    throw error;
  } finally {
    await rm(whole, { force: true }).catch(() => {});
  }
}

const linkless = new Set([
  'EPERM',
  'EACCES',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMLINK',
  'EINVAL',
  'UNKNOWN',
]);

async function createInPlace(file: string, holder: Holder): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(JSON.stringify(holder));
  } finally {
    await handle.close();
  }
  return true;
}

/** Undefined when there is none, or it is only half written. */
async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(file, 'utf8'));
    return typeof holder?.token === 'string' && Number.isInteger(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** How long ago the holder gave a sign of life; `none`: its process is gone, or it never had the lock. */
async function signOf(file: string, holder: Holder | undefined): Promise<'fresh' | 'old' | 'none'> {
  if (holder && isGone(holder)) return 'none';
  const found = await stat(file).catch(() => undefined);
  if (!found) return 'none';
  if ((await clockOf(file)) - found.mtimeMs < silentMs) return 'fresh';
  return holder ? 'old' : 'none';
}

/** Whether a sign of life comes within `ms`. */
async function beats(file: string, ms: number): Promise<boolean> {
  const before = await stat(file).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const after = await stat(file).catch(() => undefined);
  return before !== undefined && after !== undefined && after.mtimeMs !== before.mtimeMs;
}

/** As far as can be told here. */
function isGone({ host, pid }: Holder): boolean {
  return host === hostname() && !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Now by the clock of the machine that holds the folder, ms. */
async function clockOf(file: string): Promise<number> {
  const probe = `${file}.${randomUUID()}`;
  try {
    await writeFile(probe, '');
    return (await stat(probe)).mtimeMs;
  } finally {
    await rm(probe, { force: true });
  }
}

function inUse(folder: string, holder: Holder | undefined): UserError {
  return new UserError(
    l10n.t(
      'Another process writes into the run in {0} (process {1} on {2}). Wait until it has ended, or evaluate again to start a new run.',
      folder,
      holder?.pid ?? '?',
      holder?.host ?? '?',
    ),
    'storage',
  );
}
