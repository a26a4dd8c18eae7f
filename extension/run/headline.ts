import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { derive } from '../preference/columns.ts';
import { type Rows, Status } from '../preference/rows.ts';
import { summarize } from '../preference/summary.ts';
import { readRun, storedIdentity } from './stored/readRun.ts';

/** What a list says of a run. NaN is null, as it is kept as JSON. */
export interface Headline {
  readonly examples: number;
  readonly scored: number;
  /** 0 to 1, mean over the examples that count; does not depend on beta. */
  readonly accuracy: number | null;
  /** Means in nats; the loss at `beta`. */
  readonly loss: number | null;
  readonly chance: number | null;
  readonly beta: number;
}

/** Beside the scores: whether they are others by now, their names tell. */
const fileName = 'headline.json';
const layout = 2;

interface Kept extends Headline {
  readonly layout: number;
  readonly identity: string;
}

export function headlineOf(rows: Rows, beta: number): Headline {
  const summary = summarize(rows, derive(rows, beta));
  const known = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    examples: rows.line.length,
    scored: rows.status.reduce((sum, status) => sum + Number(status === Status.ok), 0),
    accuracy: known(summary.pairwiseAccuracy.mean),
    loss: known(summary.loss.mean),
    chance: known(summary.chance),
    beta,
  };
}

/**
 * The headline of the run in a folder at the beta that was in force when it was first asked for: the rows are read again only
 * when they changed. A folder that cannot be written to is read each time.
 */
export async function readHeadline(folder: string, beta: number): Promise<Headline> {
  const { identity } = await storedIdentity(folder);
  const target = path.join(folder, fileName);
  const kept = await readFile(target, 'utf8')
    .then((text): Kept | undefined => JSON.parse(text))
    .catch(() => undefined);
  if (kept?.layout === layout && kept.identity === identity) return kept;
  const headline = headlineOf((await readRun(folder)).rows, beta);
  const written = JSON.stringify({ layout, identity, ...headline } satisfies Kept);
  await writeFile(`${target}.new`, written)
    .then(() => rename(`${target}.new`, target))
    .catch(() => {});
  return headline;
}
