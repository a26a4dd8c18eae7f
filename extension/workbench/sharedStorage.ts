import path from 'node:path';

/**
 * The workspace's storage folder, whichever process of it this is. While the process of a window that was just reloaded has not
 * ended, VS Code gives the next one another folder, with `-1` behind the workspace's name (its extHostStoragePaths.ts); results
 * must not be gone with that. Two may share one: each run has a folder of its own, and decisions are only appended to.
 */
export function sharedStorage(storage: string): string {
  const workspace = path.dirname(storage);
  const shared = /^(.+)-[1-9]$/.exec(path.basename(workspace))?.[1];
  return shared === undefined ? storage : path.join(path.dirname(workspace), shared, path.basename(storage));
}
