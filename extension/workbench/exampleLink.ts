import path from 'node:path';

/** An example of a file, as a link names it. */
export interface LinkedExample {
  /** Absolute path. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export const linkPath = '/example';

/** The query of a link, `file=...&line=...`. */
export function linkQuery({ file, line }: LinkedExample): string {
  return new URLSearchParams({ file, line: String(line) }).toString();
}

/** Undefined where it names no absolute path, or no line. Links come from anywhere. */
export function readLinkQuery(query: string): LinkedExample | undefined {
  const parameters = new URLSearchParams(query);
  const file = parameters.get('file') ?? '';
  const line = Number(parameters.get('line'));
  if (!path.isAbsolute(file) || file.includes('\0') || !Number.isInteger(line) || line < 1) return undefined;
  return { file: path.normalize(file), line };
}

/** Whether a file lies in one of the folders, by its path. */
export function isInside(folders: readonly string[], file: string): boolean {
  return folders.some((folder) => {
    const way = path.relative(folder, file);
    return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  });
}
