import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { checkFile } from '../dataset/checkFile.ts';
import { containerOf } from '../dataset/containers/containerOf.ts';
import { readingOf } from '../dataset/fileReading.ts';
import { formats } from '../dataset/formats/index.ts';
import { readingWords } from '../dataset/readingWords.ts';
import { withSeverities } from '../dataset/severities.ts';
import type { BrowsedFile } from './browsedFile.ts';
import { changeOf, returnOf, seen } from './fileWatch.ts';
import { type IndexEnd, indexLines, indexRecords, indexRows } from './indexFile.ts';
import type { BrowseRequest } from './protocol.ts';
import type { RecordStart } from './recordIndex.ts';
import { type UnpackedCopy, unpackedCopy } from './unpackedCopy.ts';

/** An archive's first records are looked for so often while it is unpacked. */
const unpackedMs = 100;
const progressMs = 150;

const start: RecordStart = { line: 1, byteOffset: 0 };

interface Context {
  readonly request: BrowseRequest;
  readonly file: BrowsedFile;
  readonly signal: AbortSignal;
  /** Something is known that was not. */
  readonly tell: () => void;
  /** It is known what the file is: from now on its records can be asked for. */
  readonly identified: () => void;
  /** The file was written anew, and all that was known is forgotten. */
  readonly forgotten: () => void;
}

/** Finds and checks the records of a file, then follows it as it grows. Rejects as the file system does, or with the signal's reason. */
export async function readThrough(context: Context): Promise<never> {
  const { request, file, signal, tell, forgotten } = context;
  const { index, store, state } = file;
  for (;;) {
    const container = await containerOf(request.dataset);
    const told = (unpacked: number) => {
      state.unpacked = unpacked;
      tell();
    };
    const copy = container.packing && (await unpackedCopy(request.dataset, signal, told));
    try {
      await identify(context, container, copy);
      let end = await findRecords(context, copy, container.records);
      let before = await seen(request.dataset, (await stat(request.dataset)).size);
      await check(context, undefined);
      tell();
      for (;;) {
        const change = await changeOf(request.dataset, before, signal);
        if (change === 'grown' && end && !copy) {
          const from: IndexEnd = end;
          if (from.isOpen) {
            index.dropLast();
            store.forgetFrom(from.line);
          }
          const known = index.count;
          end = await indexLines(request.dataset, index, from, progress(context));
          before = await seen(request.dataset, state.bytes);
          state.indexed = 1;
          await check(context, from);
          state.appended += index.count - known;
          tell();
          continue;
        }
        if (change === 'gone') {
          state.failure = l10n.t('The file is gone. It is read again when it is back.');
          tell();
          await returnOf(request.dataset, signal);
        }
        break;
      }
    } finally {
      await copy?.remove();
    }
    index.clear();
    store.clear();
    Object.assign(state, { indexed: 0, checked: 0, appended: 0, failure: undefined, unpacked: undefined });
    forgotten();
  }
}

async function identify(
  { request, file, signal, identified }: Context,
  { kind, packing, title }: Awaited<ReturnType<typeof containerOf>>,
  copy: UnpackedCopy | undefined,
): Promise<void> {
  const found = await readingOf(request.dataset, request.reading, signal);
  const isGrouped = formats.find(({ name }) => name === found.format?.name)?.group !== undefined;
  const plain = kind === 'lines' ? 'lines' : kind === 'parquet' ? 'rows' : 'records';
  file.source = {
    path: copy?.path ?? request.dataset,
    index: file.index,
    reading: found.reading,
    way: isGrouped ? 'records' : plain,
  };
  Object.assign(file.state, {
    unit: kind === 'lines' ? 'line' : 'record',
    words: found.wrong === undefined ? readingWords(found) : [found.wrong],
    format: found.format?.title,
    container: kind === 'lines' && !packing ? undefined : title,
    bytes: (await stat(request.dataset)).size,
    failure: undefined,
  });
  identified();
}

const progress = ({ file: { state }, signal, tell }: Context) => ({
  signal,
  told(bytes: number) {
    state.bytes = Math.max(state.bytes, bytes);
    state.indexed = Math.min(1, bytes / state.bytes);
    tell();
  },
});

/** Where it may go on once the file has grown; undefined where it has to begin again. */
async function findRecords(
  context: Context,
  copy: UnpackedCopy | undefined,
  rows: number | undefined,
): Promise<IndexEnd | undefined> {
  const { file, signal, tell } = context;
  const { index, state } = file;
  const { path, reading, way } = file.source!;
  // How much there is of an archive is known at its end.
  const options = copy ? { signal, told: tell } : progress(context);
  let end: IndexEnd | undefined;
  if (copy && way === 'lines') end = await indexAsUnpacked(context, copy);
  else {
    await copy?.done;
    if (way === 'lines') end = await indexLines(path, index, start, options);
    else if (way === 'rows' && rows !== undefined) indexRows(index, rows);
    else await indexRecords(path, index, reading, options);
  }
  const broken = await copy?.done;
  if (broken !== undefined) state.failure = broken;
  state.indexed = 1;
  tell();
  return end;
}

async function indexAsUnpacked({ file, signal, tell }: Context, copy: UnpackedCopy): Promise<IndexEnd> {
  let isDone = false;
  const done = copy.done.finally(() => {
    isDone = true;
  });
  let end: IndexEnd = { ...start, isOpen: false };
  for (;;) {
    const wasDone = isDone;
    if (end.isOpen) file.index.dropLast();
    end = await indexLines(copy.path, file.index, end, { signal, told: tell });
    if (wasDone) return end;
    await Promise.race([done, delay(unpackedMs, undefined, { signal })]);
  }
}

/** From a record on, or all, which then are held against each other, too. */
async function check(
  { request, file: { source, store, state, index }, signal, tell }: Context,
  from: RecordStart | undefined,
): Promise<void> {
  const { path, reading } = source!;
  const checking = checkFile(path, { reading, signal, from, problemsOnly: true });
  const known = from ? from.line - 1 : 0;
  // Lines without a problem are only counted.
  const timer = setInterval(() => {
    state.checked = Math.min(0.999, (known + checking.totals.records) / index.lastLine);
    tell();
  }, progressMs);
  try {
    for await (const { line, problems } of checking) {
      for (const found of withSeverities(problems, request.severities)) store.add(line, found);
      tell();
    }
  } finally {
    clearInterval(timer);
  }
  state.checked = 1;
}
