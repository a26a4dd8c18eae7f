import { readFileSync } from 'node:fs';
import path from 'node:path';
import { published } from '../../unit/dataset/published.ts';
import type { Seeds } from './makeLines.ts';

/** `root`: the project's folder. */
export function readSeeds(root: string): Seeds {
  const byFormat = new Map<string, string[]>();
  for (const { format, record } of published)
    byFormat.set(format, [...(byFormat.get(format) ?? []), linesOf(record)].flat());
  const sample = readFileSync(path.join(root, 'media', 'sample', 'rankings.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return { families: [...byFormat.values(), sample] };
}

const linesOf = (record: unknown): string => JSON.stringify(record);
