import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The processes of one served VS Code, each `{ pid, command }`; undefined where the system does not tell. */
export function processesOf(server) {
  if (process.platform !== 'linux') return undefined;
  const home = `XDG_CONFIG_HOME=${path.dirname(server.user)}\0`;
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && (read(pid, 'environ') ?? '').includes(home))
    .map((pid) => ({ pid, command: read(pid, 'cmdline')?.replaceAll('\0', ' ') ?? '' }));
}

/** Paths of the libraries that a process has loaded. */
export function librariesOf(pid) {
  const lines = (read(pid, 'maps') ?? '').split('\n');
  return [...new Set(lines.map((line) => /\S*\/\S+$/.exec(line)?.[0]).filter(Boolean))];
}

/** Undefined where the process has ended. */
function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
