import { writeFileSync } from 'node:fs';

/**
 * Where a system is out of memory, Linux ends what it takes for the worst offender, an editor as readily as its children. The process
 * that holds the models is the one to end: it is started again, and what it scored is kept.
 */
export function beFirstToEnd(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '700');
  } catch {
    // Another system, or one that forbids it.
  }
}
