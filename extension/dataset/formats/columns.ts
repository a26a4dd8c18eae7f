import * as l10n from '@vscode/l10n';
import { type Tiers, tiersFromOrder, tiersFromRanks, tiersFromScores } from '../../preference/ranking.ts';
import { describeValue } from '../describeValue.ts';
import type { Path, Place, Text } from '../example.ts';
import { draftOf } from './draftOf.ts';
import type { Format, JsonObject, Report } from './format.ts';
import { readCompletion } from './texts.ts';
import type { TurnKeys } from './turns.ts';
import { readNumber, scalarText, valueAt } from './values.ts';

/** Where the pieces of a record are, for files that no format knows. A path is keys with dots between them, as `meta.question`. */
export interface Columns {
  /** One field, or several that are joined by line feeds. */
  readonly prompt: string | readonly string[];
  /** Fields with a completion each, or one field with a list of them. */
  readonly completions: string | readonly string[];
  /** Within the elements of such a list, where the text is. */
  readonly text?: string;
  /** Indices of completions, best first. */
  readonly ranking?: string;
  /** What the indices count from; 0 by default. */
  readonly from?: 0 | 1;
  /** One rank a completion, lowest best: a list, or with `text` a path within the elements, or one field a completion. */
  readonly ranks?: string | readonly string[];
  /** One score a completion, highest best; as `ranks`. */
  readonly scores?: string | readonly string[];
  /** Turns the direction of `ranks` or `scores`. */
  readonly best?: 'lowest' | 'highest';
  /** A field that says which completion is best: its number, or a word that `means` gives a number (or "tie"). Absent with no other: the first is best, and so on. */
  readonly preference?: string;
  readonly means?: Readonly<Record<string, number | 'tie'>>;
  /** Names of the fields of a message. */
  readonly turns?: TurnKeys;
  /** A system prompt, and earlier rounds as `[question, answer]` pairs. */
  readonly system?: string;
  readonly id?: string;
  /** Fields, besides the record's own, that slice results. */
  readonly slices?: readonly string[];
}

export const columnsName = 'columns';

/** The format of a file whose columns somebody named. */
export function columnsFormat(columns: Columns): Format {
  const named = [
    columns.prompt,
    columns.completions,
    columns.ranking,
    columns.ranks,
    columns.scores,
    columns.preference,
  ];
  return {
    name: columnsName,
    title: l10n.t('named columns'),
    columns: [...named, columns.system].flat().filter((name) => name !== undefined),
    detect: () => true,
    moreSlices: (record) =>
      Object.fromEntries((columns.slices ?? []).map((name) => [name, valueAt(record, pathOf(name))])),
    read(record, report) {
      const places = completionPlaces(record, columns, report);
      if (!places) return undefined;
      const ranking = rankingOf(record, columns, places, report);
      const id = columns.id === undefined ? undefined : valueAt(record, pathOf(columns.id));
      return draftOf(
        {
          ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
          ...promptOf(record, columns, report),
          completions: places.map((place) =>
            readCompletion(valueAt(record, place.path), place, report, columns.turns),
          ),
          places,
          ...ranking,
        },
        report,
      );
    },
  };
}

function pathOf(name: string): Path {
  return name.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function promptOf(record: JsonObject, columns: Columns, report: Report) {
  const paths = [columns.prompt].flat().map(pathOf);
  const [path] = paths;
  const values = paths
    .map((one) => valueAt(record, one))
    .filter((value) => value !== undefined && value !== null && value !== '');
  const promptPlace: Place = { path };
  if (values.length === 0) {
    report('prompt-missing', { path: path.slice(0, 1) });
    return { prompt: undefined, promptPlace };
  }
  const texts = values.every((value) => typeof value === 'string');
  const prompt = texts ? values.join('\n') : readCompletion(values[0], promptPlace, report, columns.turns);
  const system = columns.system === undefined ? undefined : valueAt(record, pathOf(columns.system));
  return { prompt: withSystem(prompt, system), promptPlace };
}

function withSystem(prompt: Text | undefined, system: unknown): Text | undefined {
  if (prompt === undefined || typeof system !== 'string' || system === '') return prompt;
  const turns = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt;
  return [{ role: 'system', content: system }, ...turns];
}

function completionPlaces(
  record: JsonObject,
  columns: Columns,
  report: Report,
): readonly Place[] | undefined {
  if (typeof columns.completions !== 'string')
    return columns.completions.map((name) => ({ path: pathOf(name) }));
  const path = pathOf(columns.completions);
  const list = valueAt(record, path);
  if (!Array.isArray(list)) {
    report('responses-not-list', { path }, { field: columns.completions, found: describeValue(list) });
    return undefined;
  }
  const within = columns.text === undefined ? [] : pathOf(columns.text);
  return list.map((_, i) => ({ path: [...path, i, ...within] }));
}

interface Ranking {
  readonly tiers: Tiers | undefined;
  readonly ranking?: Place;
  readonly scores?: readonly number[];
}

function rankingOf(record: JsonObject, columns: Columns, places: readonly Place[], report: Report): Ranking {
  const { ranking, ranks, scores, preference, best } = columns;
  if (ranking !== undefined)
    return orderOf(record, pathOf(ranking), places.length, columns.from ?? 0, report);
  const perCompletion = ranks ?? scores;
  if (perCompletion !== undefined) {
    const paths = valuePaths(record, perCompletion, columns, places.length);
    const values = paths.map((path) => readNumber(record, path, report));
    const known = values.every((value) => value !== undefined) ? values : undefined;
    const isHighest = (best ?? (ranks === undefined ? 'highest' : 'lowest')) === 'highest';
    const tiers = known && (isHighest ? tiersFromScores : tiersFromRanks)(known);
    return { tiers, ranking: { path: paths[0] ?? [] }, ...(known && isHighest ? { scores: known } : {}) };
  }
  if (preference !== undefined) return preferenceOf(record, columns, preference, places.length, report);
  return { tiers: places.map((_, i) => [i]) };
}

function valuePaths(
  record: JsonObject,
  names: string | readonly string[],
  columns: Columns,
  count: number,
): readonly Path[] {
  if (typeof names !== 'string') return names.map(pathOf);
  const path = pathOf(names);
  const isList = Array.isArray(valueAt(record, path)) || typeof columns.completions !== 'string';
  const list = isList ? [] : pathOf(columns.completions as string);
  return Array.from({ length: count }, (_, i) => (isList ? [...path, i] : [...list, i, ...path]));
}

function orderOf(record: JsonObject, path: Path, count: number, from: 0 | 1, report: Report): Ranking {
  const order = valueAt(record, path);
  const place = { path };
  if (!Array.isArray(order)) {
    report('ranking-not-numbers', place, { field: path.join('.'), found: describeValue(order) });
    return { tiers: undefined, ranking: place };
  }
  const seen = new Set<number>();
  for (const [i, index] of order.entries()) {
    const at = Number.isInteger(index) ? Number(index) - from : -1;
    if (at < 0 || at >= count) {
      if (Number.isInteger(index))
        report('ranking-out-of-range', { path: [...path, i] }, { index, count, base: from });
      else
        report(
          'ranking-not-numbers',
          { path: [...path, i] },
          { field: 'ranking', found: describeValue(index) },
        );
      return { tiers: undefined, ranking: place };
    }
    if (seen.has(at)) report('ranking-duplicate', { path: [...path, i] }, { index, count });
    seen.add(at);
  }
  return { tiers: tiersFromOrder([...seen], count), ranking: place };
}

function preferenceOf(
  record: JsonObject,
  { means, from = 0 }: Columns,
  name: string,
  count: number,
  report: Report,
): Ranking {
  const path = pathOf(name);
  const value = valueAt(record, path);
  const said = scalarText(value);
  const isScalar = typeof value !== 'object';
  const meant = !means ? (isScalar ? value : '') : Object.hasOwn(means, said) ? means[said] : '';
  const best = meant === 'tie' ? meant : Number(meant) - from;
  const all = Array.from({ length: count }, (_, i) => i);
  if (best === 'tie') return { tiers: [all], ranking: { path } };
  if (meant !== '' && Number.isInteger(best) && best >= 0 && best < count)
    return { tiers: [[best], all.filter((i) => i !== best)], ranking: { path } };
  const takes = means ? Object.keys(means).join(', ') : l10n.t('{0} to {1}', from, from + count - 1);
  report('preference-unknown', { path }, { field: name, takes, found: describeValue(value) });
  return { tiers: undefined, ranking: { path } };
}
