import type { Columns } from './formats/columns.ts';
import { isObject, type JsonObject } from './formats/format.ts';

/**
 * Columns that LLaMA-Factory's `dataset_info.json` names for a file: of a ranking, by its `columns` and `tags`. Undefined where it
 * does not name the file, or not as a ranking. Source: GitHub hiyouga/LLaMA-Factory, data/README.md.
 */
export function columnsFromInfo(info: unknown, fileName: string): Columns | undefined {
  const entries = isObject(info) ? Object.values(info).filter(isObject) : [];
  const entry = entries.find(({ file_name }) => file_name === fileName);
  if (entry?.ranking !== true) return undefined;
  const columns = isObject(entry.columns) ? entry.columns : {};
  return entry.formatting === 'sharegpt' ? shareGpt(columns, entry) : alpaca(columns);
}

const named = (columns: JsonObject, key: string, usual: string) => {
  const name = columns[key];
  return typeof name === 'string' ? name : usual;
};

function alpaca(columns: JsonObject): Columns {
  const system = columns.system;
  return {
    prompt: [named(columns, 'prompt', 'instruction'), named(columns, 'query', 'input')],
    completions: [named(columns, 'chosen', 'chosen'), named(columns, 'rejected', 'rejected')],
    ...(typeof system === 'string' ? { system } : {}),
  };
}

function shareGpt(columns: JsonObject, { tags }: JsonObject): Columns {
  const own = isObject(tags) ? tags : {};
  const system = columns.system;
  return {
    prompt: named(columns, 'messages', 'conversations'),
    completions: [named(columns, 'chosen', 'chosen'), named(columns, 'rejected', 'rejected')],
    turns: { role: named(own, 'role_tag', 'from'), content: named(own, 'content_tag', 'value') },
    ...(typeof system === 'string' ? { system } : {}),
  };
}
