import * as l10n from '@vscode/l10n';
import { defaultScoring } from '../../model/settings.ts';
import { fieldColumns } from '../../preference/fieldColumns.ts';
import { noRows, Status } from '../../preference/rows.ts';
import { UserError } from '../../userError.ts';
import type { RunRecord } from '../evaluation.ts';
import type { JobOptions } from '../jobs.ts';
import { readRecord } from '../store.ts';
import { readRun, type StoredRun, storedIdentity } from '../stored/readRun.ts';
import type { ComparedRun, Comparison } from './comparison.ts';
import { mostRuns } from './comparison.ts';
import { differingSettings } from './differingSettings.ts';
import { type MatchedRun, runMatcher } from './matchRuns.ts';
import { pairedColumns } from './pairedColumns.ts';

/** More lines than anybody reads. */
const mostLines = 100;

/**
 * Reads run folders and matches their examples; the first is the baseline. A folder that is gone or cannot be read is named in
 * `problem` and has nothing in the columns. `told`: share of all bytes read, 0 to 1. UserError of kind `usage` for fewer than two
 * folders or more than eight. In memory: some 400 bytes an example while it is matched, and for each run 50 bytes an example and 20 a
 * completion, which are what is answered.
 */
export async function compareRuns(
  folders: readonly string[],
  { signal, told }: JobOptions,
): Promise<Comparison> {
  if (folders.length < 2 || folders.length > mostRuns)
    throw new UserError(
      l10n.t('Choose two to {0} runs to compare, not {1}.', mostRuns, folders.length),
      'usage',
    );
  const sizes = await Promise.all(folders.map((folder) => storedIdentity(folder)));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0) || 1;
  let done = 0;
  const options: JobOptions = {
    signal,
    told(bytes) {
      done += bytes;
      told(Math.min(1, done / total));
    },
  };
  const matcher = runMatcher();
  const slices: StoredRun['rows']['slices'][number][] = [];
  const read: (Omit<ComparedRun, 'columns'> & {
    readonly stored: StoredRun;
    readonly matched: MatchedRun;
  })[] = [];
  for (const folder of folders) {
    const { record, stored, problem } = await readOne(folder, options);
    const matched = matcher.add(stored, (row) => slices.push(stored.rows.slices[row]));
    read.push({
      record,
      problem,
      files: stored.files,
      ...malformedOf(stored),
      stored: withoutTexts(stored),
      matched,
    });
  }
  const records = read.filter(({ problem }) => problem === undefined).map(({ record }) => record);
  const fields = fieldColumns(slices);
  const runs: ComparedRun[] = [];
  const turns = new Uint16Array(matcher.examples);
  for (const { stored, matched, ...run } of read) {
    // Each is a second or so where there are millions: others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    runs.push({ ...run, columns: pairedColumns(stored, matched, matcher.examples) });
    addTurns(turns, stored, matched);
  }
  return { runs, examples: matcher.examples, fields, turns, notes: differingSettings(records) };
}

/** Fills in what no run before knew. */
function addTurns(turns: Uint16Array, { rows }: StoredRun, { rowOf }: MatchedRun): void {
  for (let e = 0; e < rowOf.length; e++)
    if (turns[e] === 0 && rowOf[e] > 0) turns[e] = rows.turns[rowOf[e] - 1];
}

async function readOne(folder: string, options: JobOptions) {
  try {
    const record = await readRecord(folder);
    return { record, stored: await readRun(folder, options, ['id', 'reason']), problem: undefined };
  } catch (error) {
    options.signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isGone
      ? l10n.t(
          'The folder of this run is gone, or it was stopped before anything was scored. Remove the run here, or evaluate again.',
        )
      : l10n.t('This run cannot be read ({0}). Remove it here, or evaluate again.', why);
    return { record: unknownRecord(folder), stored: nothing, problem };
  }
}

const nothing: StoredRun = {
  rows: noRows,
  file: new Uint16Array(0),
  place: new Uint32Array(0),
  files: [],
  damaged: [],
  asked: new Float64Array(0),
  ranked: new Float64Array(0),
};

function unknownRecord(folder: string): RunRecord {
  return { folder, request: { dataset: '', scoring: defaultScoring }, startedAt: '', state: 'unfinished' };
}

function malformedOf({ rows }: StoredRun) {
  const malformed = rows.status.reduce((n, status) => n + Number(status === Status.malformed), 0);
  const lines: number[] = [];
  for (let row = 0; row < rows.line.length && lines.length < Math.min(mostLines, malformed); row++)
    if (rows.status[row] === Status.malformed) lines.push(rows.line[row]);
  return { malformed, malformedLines: lines };
}

/** The same without what only matching needs. */
function withoutTexts(stored: StoredRun): StoredRun {
  return { ...stored, rows: { ...stored.rows, hash: [], slices: [], id: [], reason: [] } };
}
