import { homedir } from 'node:os';
import path from 'node:path';

/** Where programs of this system keep what can be computed again; undefined where it is not known. */
export function usualCacheFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string | undefined {
  const join = platform === 'win32' ? path.win32.join : path.posix.join;
  if (platform === 'win32') return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, 'plackett', 'cache') : undefined;
  // A relative XDG_CACHE_HOME is to be ignored, says its specification.
  const set =
    env.XDG_CACHE_HOME && path.posix.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : undefined;
  if (set) return join(set, 'plackett');
  if (home === '') return undefined;
  return platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'plackett')
    : join(home, '.cache', 'plackett');
}
