import * as l10n from '@vscode/l10n';
import type { Job } from '../../extension/preference/job.ts';
import { host } from './host.ts';
import { problem, reading } from './state.ts';

/** ms of work between two chances for the page to answer a hand. */
const turn = 8;

let timer: ReturnType<typeof setTimeout> | undefined;
let isOpening = false;

/** Does the job, its first part at once and the rest in turns, and gives what comes out. Another ends it. */
export function openInPieces<T>(job: Job<T>, done: (result: T) => void): void {
  clearTimeout(timer);
  isOpening = true;
  const work = () => {
    const end = performance.now() + turn;
    do {
      const step = job.next();
      if (step.done) {
        isOpening = false;
        done(step.value);
        return;
      }
    } while (performance.now() < end);
    timer = setTimeout(work);
  };
  work();
}

/** Neither the host reads on nor is opened what it has read. */
export function cancel(): void {
  host.cancel();
  if (!isOpening) return;
  clearTimeout(timer);
  isOpening = false;
  reading.value = undefined;
  problem.value = l10n.t('Reading was cancelled. Read the runs again to compare them.');
}
