import { type Signal, signal } from '@preact/signals';
import { finish, type Job } from '../../extension/preference/job.ts';

export interface JobOptions {
  /** Not at once, however few the examples. */
  readonly later?: boolean;
  /** Large: not kept when nobody shows it any more. */
  readonly large?: boolean;
}

/** ms of work between two chances for the page to answer a hand. */
const turn = 8;

/** A job of one piece. */
// biome-ignore lint/correctness/useYield: it is short
export function* once<T>(compute: () => T): Job<T> {
  return compute();
}

/**
 * Results by a name each: asked for while the page is drawn, computed piece by piece, drawn when there. What nobody shows any more is not
 * computed. `atOnce`: everything is small enough to be computed when it is asked for.
 */
export function workQueue(atOnce: boolean) {
  const known = new Map<string, Signal<{ readonly value: unknown } | undefined>>();
  const waiting = new Map<string, () => Job<unknown>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: { readonly name: string; readonly job: Job<unknown> } | undefined;

  function work(): void {
    timer = undefined;
    const end = performance.now() + turn;
    while (performance.now() < end && step());
    if (current || waiting.size > 0) timer = setTimeout(work);
  }

  /** False when there is nothing left. */
  function step(): boolean {
    if (!current) {
      const next = waiting.entries().next().value;
      if (!next) return false;
      waiting.delete(next[0]);
      current = { name: next[0], job: next[1]() };
    }
    const { name, job } = current;
    const { done, value } = job.next();
    if (!done) return true;
    current = undefined;
    const result = known.get(name);
    if (result) result.value = { value };
    return true;
  }

  function forget(name: string): void {
    known.delete(name);
    waiting.delete(name);
    if (current?.name === name) current = undefined;
  }

  return {
    /** Undefined while it is computed. `job` is called later, once. */
    of<T>(name: string, job: () => Job<T>, { later = false, large = false }: JobOptions = {}): T | undefined {
      let result = known.get(name);
      if (!result) {
        const isNow = atOnce && !later;
        const found = signal<{ readonly value: unknown } | undefined>(
          isNow ? { value: finish(job()) } : undefined,
          {
            unwatched() {
              if (known.get(name) === found && (large || found.peek() === undefined)) forget(name);
            },
          },
        );
        result = found;
        known.set(name, found);
        if (!isNow) {
          waiting.set(name, job);
          timer ??= setTimeout(work);
        }
      }
      return result.value?.value as T | undefined;
    },
    dispose(): void {
      clearTimeout(timer);
      waiting.clear();
      current = undefined;
    },
  };
}
