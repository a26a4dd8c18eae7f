// A process with all that it starts, ended together: by us, by a signal to us, or when we end.
import { spawn } from 'node:child_process';

const running = new Set();
let watching = false;

/**
 * @param {{ env: object, output: number, afterwards?: () => void }} options `output`: a file descriptor; `afterwards`: runs once everything has ended
 */
export function startGroup(command, args, { env, output, afterwards = () => {} }) {
  // A group of its own: extension hosts outlive their parent otherwise.
  const child = spawn(command, args, { env, stdio: ['ignore', output, output], detached: true });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  const group = {
    hasEnded: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    async end() {
      signal(child, 'SIGTERM');
      const force = setTimeout(signal, 3000, child, 'SIGKILL');
      await ended;
      clearTimeout(force);
      group.kill();
    },
    kill() {
      signal(child, 'SIGKILL');
      if (running.delete(group)) afterwards();
    },
  };
  running.add(group);
  watch();
  return group;
}

function watch() {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const group of running) group.kill();
  });
  for (const [name, number] of [
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ]) {
    process.on(name, async () => {
      await Promise.all([...running].map((group) => group.end()));
      process.exit(process.exitCode ?? 128 + number);
    });
  }
}

function signal(child, name) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has ended.
  }
}
