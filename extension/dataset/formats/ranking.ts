import {
  hasPreference,
  type Tiers,
  tiersFromOrder,
  tiersFromRanks,
  tiersFromScores,
} from '../../preference/ranking.ts';
import { describeValue } from '../describeValue.ts';
import type { Path, Place } from '../example.ts';
import { has, type JsonObject, type Report } from './format.ts';

/** What `"ranking"`, `"ranks"` or `"scores"` says, the first of them that is there. `count` responses. */
export function readRanking(
  record: JsonObject,
  count: number,
  report: Report,
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
  const tiers =
    field === 'ranking' ? readOrder(value, count, report) : readPerResponse(field, value, count, report);
  if (!tiers) return undefined;
  if (!hasPreference(tiers)) report('ranking-all-tied', place);
  return { tiers, place };
}

interface Index {
  readonly value: number;
  readonly path: Path;
}

/** Order vector: 0-based indices, best first; a list is a tie; indices it does not name are unranked, below. */
function readOrder(order: readonly unknown[], count: number, report: Report): Tiers | undefined {
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
  if (isOneBased(indices, count)) {
    report('ranking-one-based', place, { count });
    return undefined;
  }
  const flat = !order.some(Array.isArray);
  return indicesAreRight(indices, count, flat, report)
    ? tiersFromOrder(order as (number | number[])[], count)
    : undefined;
}

function isOneBased(indices: readonly Index[], count: number): boolean {
  const values = new Set(indices.map(({ value }) => value));
  const inRange = indices.every(({ value }) => value >= 1 && value <= count);
  return values.has(count) && inRange && values.size === indices.length;
}

function indicesAreRight(indices: readonly Index[], count: number, flat: boolean, report: Report): boolean {
  const seen = new Set<number>();
  const wrong: Index[] = [];
  for (const index of indices) {
    if (index.value < 0 || index.value >= count || seen.has(index.value)) wrong.push(index);
    else seen.add(index.value);
  }
  // Where all but one element are right, the one response that nothing names belongs there.
  const complete = wrong.length === 1 && indices.length === count;
  const missing = complete ? missingIndex(seen, count) : undefined;
  const maybeRanks = flat && indices.length === count && indices.every(({ value }) => value > 0);
  for (const { value, path } of wrong) {
    const data = {
      index: value,
      count,
      ...(missing === undefined ? {} : { missing }),
      ...(seen.size > 0 ? { others: 1 } : {}),
    };
    if (value < 0 || value >= count) report('ranking-out-of-range', { path }, data);
    else report('ranking-duplicate', { path }, { ...data, ...(maybeRanks ? { maybeRanks: 1 } : {}) });
  }
  return wrong.length === 0;
}

function missingIndex(seen: ReadonlySet<number>, count: number): number | undefined {
  for (let index = 0; index < count; index++) if (!seen.has(index)) return index;
  return undefined;
}

/** One number per response: ranks (smallest = best) or scores (highest = best); equal ones are tied. */
function readPerResponse(
  field: string,
  values: readonly unknown[],
  count: number,
  report: Report,
): Tiers | undefined {
  const right = values.map((value, i) => {
    if (typeof value === 'number' && Number.isFinite(value)) return true;
    notANumber(field, value, [field, i], report);
    return false;
  });
  if (values.length !== count) {
    report(
      field === 'ranks' ? 'ranks-length' : 'scores-length',
      { path: [field] },
      { length: values.length, count },
    );
    return undefined;
  }
  if (right.includes(false)) return undefined;
  return (field === 'ranks' ? tiersFromRanks : tiersFromScores)(values as number[]);
}

function notANumber(field: string, value: unknown, path: Path, report: Report): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    report('ranking-nan', { path }, { field, found: 'a number beyond all bounds' });
    return;
  }
  const number = field === 'ranking' ? /^\s*\d+\s*$/ : /^\s*-?\d+(\.\d+)?\s*$/;
  const quoted: Record<string, number> =
    typeof value === 'string' && number.test(value) ? { number: Number(value) } : {};
  report('ranking-not-numbers', { path }, { field, found: describeValue(value), ...quoted });
}
