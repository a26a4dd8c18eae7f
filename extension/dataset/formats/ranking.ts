import * as l10n from '@vscode/l10n';
import {
  hasPreference,
  type Tiers,
  tiersFromOrder,
  tiersFromRanks,
  tiersFromScores,
} from '../../preference/ranking.ts';
import { describeValue } from '../describeValue.ts';
import type { Path, Place } from '../example.ts';
import { type Chosen, has, type JsonObject, optionOf, type Report } from './format.ts';
import { type RankingMeaning, rankingChoice } from './rankingMeaning.ts';

/** What `"ranking"`, `"ranks"` or `"scores"` says, the first of them that is there. `count` responses. */
export function readRanking(
  record: JsonObject,
  count: number,
  report: Report,
  chosen: Chosen,
): { tiers: Tiers; place: Place } | undefined {
  const field = ['ranking', 'ranks', 'scores'].find((key) => has(record, key));
  if (!field) {
    report('ranking-missing', { path: Object.hasOwn(record, 'ranking') ? ['ranking'] : [] });
    return undefined;
  }
  const place: Place = { path: [field] };
  const value = record[field];
  if (!Array.isArray(value)) {
    report('ranking-not-numbers', place, { field, found: describeValue(value) });
    return undefined;
  }
  const tiers = tiersIn(field, value, count, report, chosen);
  if (!tiers) return undefined;
  if (!hasPreference(tiers)) report('ranking-all-tied', place);
  return { tiers, place };
}

function tiersIn(
  field: string,
  value: readonly unknown[],
  count: number,
  report: Report,
  chosen: Chosen,
): Tiers | undefined {
  if (field !== 'ranking') return readPerResponse(field, value, count, report);
  const meaning = optionOf(rankingChoice, chosen) as RankingMeaning;
  if (meaning === 'ranks') return readPerResponse(field, value, count, report);
  if (meaning === 'ranks-highest') return readPerResponse(field, value, count, report, tiersFromScores);
  return readOrder(value, count, report, meaning === 'order-from-1' ? 1 : 0);
}

interface Index {
  readonly value: number;
  readonly path: Path;
}

/** Order vector: indices from `base`, best first; a list is a tie; indices it does not name are unranked, below. */
function readOrder(order: readonly unknown[], count: number, report: Report, base: 0 | 1): Tiers | undefined {
  const place: Place = { path: ['ranking'] };
  if (order.length === 0) report('ranking-missing', place, { field: 'ranking' });
  const indices: Index[] = [];
  let whole = order.length > 0;
  const take = (value: unknown, path: Path) => {
    if (typeof value === 'number' && Number.isInteger(value)) indices.push({ value, path });
    else {
      whole = false;
      notANumber('ranking', value, path, report);
    }
  };
  order.forEach((element, i) => {
    if (Array.isArray(element) && element.length > 0)
      element.forEach((tied, j) => {
        take(tied, ['ranking', i, j]);
      });
    else take(element, ['ranking', i]);
  });
  if (!whole) return undefined;
  if (base === 0 && isOneBased(indices, count)) {
    report('ranking-one-based', place, { count });
    return undefined;
  }
  const flat = !order.some(Array.isArray);
  if (!indicesAreRight(indices, count, flat, report, base)) return undefined;
  const fromZero = (element: unknown): number | number[] =>
    Array.isArray(element) ? (element as number[]).map((index) => index - base) : (element as number) - base;
  return tiersFromOrder(order.map(fromZero), count);
}

function isOneBased(indices: readonly Index[], count: number): boolean {
  const values = new Set(indices.map(({ value }) => value));
  const inRange = indices.every(({ value }) => value >= 1 && value <= count);
  return values.has(count) && inRange && values.size === indices.length;
}

function indicesAreRight(
  indices: readonly Index[],
  count: number,
  flat: boolean,
  report: Report,
  base: 0 | 1,
): boolean {
  const seen = new Set<number>();
  const wrong: Index[] = [];
  for (const index of indices) {
    if (index.value < base || index.value >= count + base || seen.has(index.value)) wrong.push(index);
    else seen.add(index.value);
  }
  // Where all but one element are right, the one response that nothing names belongs there.
  const complete = wrong.length === 1 && indices.length === count;
  const missing = complete ? missingIndex(seen, count, base) : undefined;
  const maybeRanks = flat && indices.length === count && indices.every(({ value }) => value > 0);
  for (const { value, path } of wrong) {
    const data = {
      index: value,
      count,
      ...(missing === undefined ? {} : { missing }),
      ...(base === 1 ? { base } : {}),
      ...(seen.size > 0 ? { others: 1 } : {}),
    };
    if (value < base || value >= count + base) report('ranking-out-of-range', { path }, data);
    else report('ranking-duplicate', { path }, { ...data, ...(maybeRanks ? { maybeRanks: 1 } : {}) });
  }
  return wrong.length === 0;
}

function missingIndex(seen: ReadonlySet<number>, count: number, base: 0 | 1): number | undefined {
  for (let index = base as number; index < count + base; index++) if (!seen.has(index)) return index;
  return undefined;
}

/** One number per response: ranks (smallest = best) or scores (highest = best); equal ones are tied. */
function readPerResponse(
  field: string,
  values: readonly unknown[],
  count: number,
  report: Report,
  tiersFrom = field === 'scores' ? tiersFromScores : tiersFromRanks,
): Tiers | undefined {
  const right = values.map((value, i) => {
    if (typeof value === 'number' && Number.isFinite(value)) return true;
    notANumber(field, value, [field, i], report);
    return false;
  });
  if (values.length !== count) {
    report(
      field === 'scores' ? 'scores-length' : 'ranks-length',
      { path: [field] },
      { field, length: values.length, count },
    );
    return undefined;
  }
  if (right.includes(false)) return undefined;
  return tiersFrom(values as number[]);
}

function notANumber(field: string, value: unknown, path: Path, report: Report): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    report('ranking-nan', { path }, { field, found: l10n.t('a number beyond all bounds') });
    return;
  }
  const number = field === 'ranking' ? /^\s*\d+\s*$/ : /^\s*-?\d+(\.\d+)?\s*$/;
  const quoted: Record<string, number> =
    typeof value === 'string' && number.test(value) ? { number: Number(value) } : {};
  report('ranking-not-numbers', { path }, { field, found: describeValue(value), ...quoted });
}
