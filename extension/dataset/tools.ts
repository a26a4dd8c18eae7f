import { has, type JsonObject, type Report } from './formats/format.ts';

/** Tool definitions: a list, or such a list as JSON text, as older `datasets` store it. */
export function readTools(record: JsonObject, report: Report): readonly unknown[] | undefined {
  const { tools } = record;
  if (!has(record, 'tools') || tools === '') return undefined;
  const list = typeof tools === 'string' ? parsed(tools) : tools;
  if (Array.isArray(list)) return list.length > 0 ? list : undefined;
  if (list !== null) report('tools-malformed', { path: ['tools'] });
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
