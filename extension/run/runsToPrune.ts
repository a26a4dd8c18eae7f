import type { RunFolder } from './runFolders.ts';

/**
 * Of each dataset the runs beyond its `keep` newest; none for 0. One that somebody named, judged labels in, or needs now (`isNeeded`)
 * is never among them, and does count. `folders`: newest first.
 */
export function runsToPrune(
  folders: readonly RunFolder[],
  keep: number,
  isNeeded: (folder: string) => boolean,
): RunFolder[] {
  if (!(keep > 0)) return [];
  const counted = new Map<string, number>();
  return folders.filter(({ record, decisions, isBeingWritten }) => {
    const { dataset } = record.request;
    const place = counted.get(dataset) ?? 0;
    counted.set(dataset, place + 1);
    if (isBeingWritten) return false;
    return place >= keep && decisions === 0 && record.name === undefined && !isNeeded(record.folder);
  });
}
