import { describeValue } from '../describeValue.ts';
import { has, type JsonObject, type Report } from './format.ts';

/** A list with one log-probability (nats) per response; undefined when the record has none, or a wrong one, which is reported. */
export function readLogpList(
  record: JsonObject,
  names: readonly string[],
  count: number,
  report: Report,
): readonly number[] | undefined {
  const field = names.find((name) => has(record, name));
  if (!field) return undefined;
  const value = record[field];
  if (!Array.isArray(value)) {
    report('logps-not-finite', { path: [field] }, { field, found: describeValue(value) });
    return undefined;
  }
  if (value.length !== count) {
    report('logps-length', { path: [field] }, { field, length: value.length, count });
    return undefined;
  }
  const finite = value.map((logp, i) => isFiniteNumber(logp, field, [field, i], report));
  return finite.includes(false) ? undefined : (value as number[]);
}

/** TRL's columns of a pair, as `ref_chosen_logps` and `ref_rejected_logps`: [chosen, rejected]. */
export function readLogpPair(
  record: JsonObject,
  prefixes: readonly string[],
  report: Report,
): readonly number[] | undefined {
  const prefix = prefixes.find((p) => has(record, `${p}_chosen_logps`) || has(record, `${p}_rejected_logps`));
  if (!prefix) return undefined;
  const fields = [`${prefix}_chosen_logps`, `${prefix}_rejected_logps`];
  const missing = fields.find((field) => !has(record, field));
  if (missing) {
    const field = fields.find((name) => name !== missing)!;
    report('logps-length', { path: [field] }, { field, missing });
    return undefined;
  }
  const finite = fields.map((field) => isFiniteNumber(record[field], field, [field], report));
  return finite.includes(false) ? undefined : fields.map((field) => record[field] as number);
}

function isFiniteNumber(value: unknown, field: string, path: (string | number)[], report: Report): boolean {
  if (typeof value === 'number' && Number.isFinite(value)) return true;
  report('logps-not-finite', { path }, { field, found: describeValue(value) });
  return false;
}
