import { signal } from '@preact/signals';
import {
  type Bootstrap,
  type BootstrapEstimate,
  bootstrap,
} from '../../extension/preference/paired/bootstrap.ts';

/** ms of work between two chances for the page to answer a hand. */
const turn = 8;
/** Resamples between two looks at the clock. */
const resamplesAtOnce = 20;

/** Bootstrap intervals by a name each: asked for while the page is drawn, computed in small pieces, drawn again when there. */
export function intervalStore() {
  const known = new Map<string, BootstrapEstimate>();
  const waiting = new Map<string, () => Float64Array | undefined>();
  const revision = signal(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: { readonly name: string; readonly drawing: Bootstrap } | undefined;

  function work(): void {
    timer = undefined;
    const end = performance.now() + turn;
    let isNews = false;
    while (performance.now() < end && step()) isNews = true;
    if (current || waiting.size > 0) timer = setTimeout(work);
    if (isNews) revision.value++;
  }

  /** Whether an interval became known; false also when the time was up. */
  function step(): boolean {
    if (!current) {
      const next = waiting.entries().next().value;
      if (!next) return false;
      const [name, values] = next;
      waiting.delete(name);
      const differences = values();
      if (!differences) return true;
      current = { name, drawing: bootstrap(differences) };
    }
    const end = performance.now() + turn;
    while (!current.drawing.draw(resamplesAtOnce)) if (performance.now() > end) return false;
    known.set(current.name, current.drawing.estimate());
    current = undefined;
    return true;
  }

  return {
    /** Undefined while it is computed. `values` is called later, once; undefined = it is not wanted any more. */
    of(name: string, values: () => Float64Array | undefined): BootstrapEstimate | undefined {
      revision.value;
      const found = known.get(name);
      if (found) return found;
      if (current?.name !== name && !waiting.has(name)) waiting.set(name, values);
      timer ??= setTimeout(work);
      return undefined;
    },
    /** How many are still to come. */
    get left(): number {
      revision.value;
      return waiting.size + Number(current !== undefined);
    },
    dispose(): void {
      clearTimeout(timer);
      waiting.clear();
      current = undefined;
    },
  };
}
