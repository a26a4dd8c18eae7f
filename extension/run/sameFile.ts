import { stat } from 'node:fs/promises';

/** Whether two paths lead to one file, by links or in other letters as well; false while one of them does not exist. */
export async function sameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map((target) => stat(target, { bigint: true }).catch(() => undefined)),
  );
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}
